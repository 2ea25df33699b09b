import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "#db/environment.ts";

type Settings = Pick<Environment, "JOURNAL_KEY" | "DATA_DIR">;

/** The secret that signs the journal's heads: the variable's, or the one in the data folder.
 * @returns null when there is neither */
export function journalSeed(settings: Settings): string | null {
  if (settings.JOURNAL_KEY !== undefined) return settings.JOURNAL_KEY;
  const path = pathIn(settings);
  return existsSync(path) ? readFileSync(path, "utf8").trim() : null;
}

/** The same, made where there is none yet.
 * Effects: at the first start, a file in the data folder that only its owner reads. */
export function ensureJournalSeed(settings: Settings): string {
  const known = journalSeed(settings);
  if (known !== null) return known;
  const seed = randomBytes(32).toString("base64");
  mkdirSync(settings.DATA_DIR, { recursive: true, mode: 0o711 });
  writeFileSync(pathIn(settings), `${seed}\n`, { mode: 0o600, flag: "wx" });
  return seed;
}

function pathIn({ DATA_DIR }: Settings): string {
  return join(DATA_DIR, "journal.key");
}
