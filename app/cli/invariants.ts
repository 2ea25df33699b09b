import { existsSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "#db/client.ts";
import { environment, ownerUrl } from "#db/environment.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { embeddedOwnerUrl } from "./supervisor/embedded-world.ts";

/** npm run invariants: checks a running installation. Exit code 1 when something does not hold. */
const settings = environment();
const isEmbedded =
  settings.DATABASE_URL === undefined && existsSync(join(settings.DATA_DIR, "embedded.json"));
const database = openDatabase(isEmbedded ? await embeddedOwnerUrl(settings.DATA_DIR) : ownerUrl(settings));
try {
  const broken = await brokenInvariants(database.db);
  for (const { name, examples } of broken) console.error(`broken: ${name}: ${examples.join(", ")}`);
  if (broken.length === 0) console.log("every invariant holds");
  process.exitCode = broken.length === 0 ? 0 : 1;
} finally {
  await database.close();
}
