import { brokenInvariants } from "#db/queries/invariants.ts";
import { connectInstallation } from "./supervisor/installation.ts";

/** npm run invariants: checks a running installation. Exit code 1 when something does not hold.
 * With `-- --quick`, stored files are looked for and not read. */
const { database, files, labels } = await connectInstallation();
const digests = !process.argv.includes("--quick");
try {
  const broken = await brokenInvariants(database.db, files, { digests });
  for (const { name, examples } of broken) console.error(`broken: ${name}: ${examples.join(", ")}`);
  if (broken.length === 0) console.log("every invariant holds");
  process.exitCode = broken.length === 0 ? 0 : 1;
} finally {
  await database.close();
  files.close();
  labels?.close();
}
