import { brokenInvariants } from "#db/queries/invariants.ts";
import { connectInstallation } from "./supervisor/installation.ts";

/** npm run invariants: checks a running installation. Exit code 1 when something does not hold. */
const { database, files } = await connectInstallation();
try {
  const broken = await brokenInvariants(database.db, files);
  for (const { name, examples } of broken) console.error(`broken: ${name}: ${examples.join(", ")}`);
  if (broken.length === 0) console.log("every invariant holds");
  process.exitCode = broken.length === 0 ? 0 : 1;
} finally {
  await database.close();
  files.close();
}
