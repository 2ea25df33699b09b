import { appendFile, open, readFile } from "node:fs/promises";
import { ownPrefix } from "../buckets/belonging.ts";
import type { Environment } from "../environment.ts";
import type { ObjectStore } from "../files.ts";
import { headsIn, type JournalHead } from "./heads.ts";

/** Who keeps the signed heads of the journal outside the database, as `JOURNAL_HEADS` names them. */
export type JournalKeepers = {
  store: boolean;
  log: boolean;
  /** Files to which a line is added per head. */
  files: string[];
  /** Addresses that get the first head of each day. */
  addresses: string[];
};

const headsPrefix = `${ownPrefix}journal/`;

/** Reads `store,log,file:/path,mail:name@example.org`.
 * @throws Error that names what is not understood */
export function journalKeepers({ JOURNAL_HEADS }: Pick<Environment, "JOURNAL_HEADS">): JournalKeepers {
  const keepers: JournalKeepers = { store: false, log: false, files: [], addresses: [] };
  for (const name of JOURNAL_HEADS.split(",").map((part) => part.trim())) {
    if (name === "store" || name === "log") keepers[name] = true;
    else if (name.startsWith("file:/")) keepers.files.push(name.slice("file:".length));
    else if (name.startsWith("mail:")) keepers.addresses.push(name.slice("mail:".length));
    else throw new Error(`JOURNAL_HEADS names ${name}: it takes store, log, file:/path and mail:address.`);
  }
  return keepers;
}

/** Leaves a head in the bucket, in the place of an earlier one of the same day. */
export async function storeHead(store: ObjectStore, head: JournalHead): Promise<void> {
  const content = Buffer.from(`${JSON.stringify(head)}\n`);
  await store.put(`${headsPrefix}${head.at.slice(0, 10)}.json`, content, { contentType: "application/json" });
}

/** Adds a head to a file, on disk for good before it returns. */
export async function appendHead(path: string, head: JournalHead): Promise<void> {
  await appendFile(path, `${JSON.stringify(head)}\n`, { mode: 0o600 });
  const file = await open(path, "r+");
  await file.sync();
  await file.close();
}

/** The last head of each of the last days, from the bucket and from files, in the order of their lines. A file that is
 * not there yet holds none. */
export async function keptHeads(store: ObjectStore, keepers: JournalKeepers): Promise<JournalHead[]> {
  const texts = await Promise.all(keepers.files.map(textOf));
  if (keepers.store) texts.push(...(await storedTexts(store)));
  return texts.flatMap(headsIn).sort((a, b) => a.position - b.position);
}

const daysRead = 31;

async function storedTexts(store: ObjectStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(headsPrefix)) keys.push(key);
  const texts: string[] = [];
  for (const key of keys.slice(-daysRead)) texts.push((await store.readText(key)) ?? "");
  return texts;
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  }
}

/** Puts the heads in the bucket aside, where they are no longer compared: the journal begins again from here.
 * Effects: objects of the bucket. */
export async function setHeadsAside(store: ObjectStore, now: Date): Promise<void> {
  for await (const { key } of store.list(headsPrefix)) {
    await store.copy(key, `${ownPrefix}journal-before-${now.toISOString()}/${key.slice(headsPrefix.length)}`);
    await store.remove(key);
  }
}
