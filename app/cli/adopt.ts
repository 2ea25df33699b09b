import { adoptBucket } from "#db/buckets/belonging.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { environment } from "#db/environment.ts";
import { setHeadsAside } from "#db/journal/keepers.ts";
import { adoptSweeps } from "#db/buckets/sweep-mark.ts";
import { connectInstallation } from "./supervisor/installation.ts";

/** npm run adopt -- --yes: says that this database and these buckets belong together, after a restore or a move. From then
 * on this database's sweeps remove what it does not name, another one's are refused, and the heads of the journal that
 * were signed before are no longer compared with it. */
const { S3_BUCKET_FILES, S3_BUCKET_WITHHELD } = environment();
if (!process.argv.includes("--yes")) {
  console.error(
    `This makes ${S3_BUCKET_FILES} and ${S3_BUCKET_WITHHELD} the buckets of this database, and of no other. ` +
      "If another installation uses them, its files may be removed. Repeat with: npm run adopt -- --yes",
  );
  process.exit(2);
}
const { database, files, labels } = await connectInstallation();
await adoptBucket(database.db, files);
if (labels !== null) await adoptBucket(database.db, labels);
await adoptSweeps(database.db, files);
await setHeadsAside(files, new Date());
await inTransaction((tx) =>
  appendAuditEvent(tx, { actor: "installation", verb: "adopt_buckets", subject: "installation" }),
);
await database.close();
files.close();
labels?.close();
console.log(`${S3_BUCKET_FILES} and ${S3_BUCKET_WITHHELD} are this database's buckets.`);
