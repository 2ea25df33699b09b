import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { files } from "#db/connections.ts";
import { environment } from "#db/environment.ts";
import { headsIn, journalKey } from "#db/journal/heads.ts";
import { journalKeepers, keptHeads } from "#db/journal/keepers.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { connectInstallation } from "./supervisor/installation.ts";
import { journalSeed } from "./supervisor/journal-seed.ts";

/** npm run invariants: checks a running installation. Exit code 1 when something does not hold.
 * With `-- --quick`, stored files are looked for and not read; with `-- --heads FILE`, the journal is also compared with
 * signed heads in a file, such as a log or a letter. */
const { values: given } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    heads: { type: "string", multiple: true, default: [] },
  },
});
const connections = await connectInstallation();
try {
  const broken = await brokenInvariants(connections.database.db, connections.files, {
    digests: !given.quick,
    journal: await journalChecks(),
  });
  for (const { name, examples } of broken) console.error(`broken: ${name}: ${examples.join(", ")}`);
  if (broken.length === 0) console.log("every invariant holds");
  process.exitCode = broken.length === 0 ? 0 : 1;
} finally {
  await connections.database.close();
  connections.files.close();
  connections.labels?.close();
}

/** The heads at hand; null where there is no key to know them by. */
async function journalChecks() {
  const seed = journalSeed(environment());
  if (seed === null) {
    console.error("to know: without JOURNAL_KEY the journal's end cannot be compared with what was signed.");
    return null;
  }
  const kept = await keptHeads(files(), journalKeepers(environment()));
  return { key: journalKey(seed), heads: [...kept, ...given.heads.flatMap(headsOf)] };
}

function headsOf(path: string) {
  return headsIn(readFileSync(path, "utf8"));
}
