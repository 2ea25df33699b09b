import { eq, sql } from "drizzle-orm";
import type { Reader } from "../client.ts";
import { environment } from "../environment.ts";
import type { ObjectStore } from "../files.ts";
import { installation } from "../schema/platform.ts";

/** Objects that the platform writes for itself, below a prefix that nothing else has. */
export const ownPrefix = "palmares/";
const markKey = `${ownPrefix}installation`;

/** So many of the files that the database names must be in a bucket without a mark before it is taken for its own. */
const sampleSize = 20;

/** A bucket that is not this database's: nothing may be written to it or removed from it. */
export class ForeignBucket extends Error {
  override readonly name = "ForeignBucket";
}

/** What one bucket is to the database. */
export type Bucket = {
  store: ObjectStore;
  /** Its name, for the sentence that refuses it. */
  name: string;
  /** The variable that names it. */
  variable: "S3_BUCKET_FILES" | "S3_BUCKET_WITHHELD";
};

export function filesBucket(store: ObjectStore, settings = environment()): Bucket {
  return { store, name: settings.S3_BUCKET_FILES, variable: "S3_BUCKET_FILES" };
}

export function withheldBucket(store: ObjectStore, settings = environment()): Bucket {
  return { store, name: settings.S3_BUCKET_WITHHELD, variable: "S3_BUCKET_WITHHELD" };
}

/** The identity that the database was given by its first migration.
 * @throws Error when it has none: then it was never migrated */
export async function installationId(db: Reader): Promise<string> {
  const rows = await db.select().from(installation).where(eq(installation.key, "id"));
  const id = rows[0]?.value;
  if (id === undefined) throw new Error("The database says of no installation. Run npm run migrate.");
  return id;
}

/** Whose mark a bucket carries.
 * @returns null when it carries none */
export async function markOf(store: ObjectStore): Promise<string | null> {
  return (await store.readText(markKey))?.trim() ?? null;
}

/** Refuses a bucket that carries another installation's mark, and marks one that carries none: when it is empty, or
 * holds what the database names.
 * @param mayMark false where the process has no right to write there: then a bucket without a mark is let pass
 * @throws ForeignBucket with what is wrong and what to do
 * Effects: at the first start, the bucket's mark. */
export async function requireOwnBucket(
  db: Reader,
  bucket: Bucket,
  { mayMark }: { mayMark: boolean },
): Promise<void> {
  const id = await installationId(db);
  const mark = await markOf(bucket.store);
  if (mark !== null) return refuseOther(bucket, mark, id);
  if (!mayMark) return;
  if (!(await isEmpty(bucket.store)) && !(await holdsWhatIsNamed(db, bucket)))
    throw new ForeignBucket(
      `The bucket ${bucket.name} holds files, but none that this database names: it is another installation's. ` +
        `Give ${bucket.variable} an empty bucket; if the two belong together all the same, run npm run adopt.`,
    );
  await bucket.store.putIfAbsent(markKey, Buffer.from(id), "text/plain");
  // Somebody else may have marked it at the same moment.
  refuseOther(bucket, (await markOf(bucket.store)) ?? "", id);
}

function refuseOther({ name, variable }: Bucket, mark: string, id: string): void {
  if (mark === id) return;
  throw new ForeignBucket(
    `The bucket ${name} belongs to installation ${mark}, and this database is installation ${id}. ` +
      `Give ${variable} this installation's own bucket; if the database was replaced on purpose, run npm run adopt.`,
  );
}

/** Marks a bucket as this database's, whatever it says.
 * Effects: the bucket's mark. */
export async function adoptBucket(db: Reader, store: ObjectStore): Promise<void> {
  await store.put(markKey, Buffer.from(await installationId(db)), { contentType: "text/plain" });
}

async function isEmpty(store: ObjectStore): Promise<boolean> {
  for await (const { key } of store.list(""))
    // What waits in the inbox may have come before the process that marks the bucket.
    if (!key.startsWith(ownPrefix) && !key.startsWith("inbox/")) return false;
  return true;
}

async function holdsWhatIsNamed(db: Reader, { store, variable }: Bucket): Promise<boolean> {
  const named = variable === "S3_BUCKET_FILES" ? namedFiles : namedLabels;
  const rows = await db.execute<{ key: string }>(sql`${named} limit ${sampleSize}`);
  for (const { key } of rows) if ((await store.head(key)) === null) return false;
  return rows.length > 0;
}

const namedFiles = sql`
  select object_key as key from submissions union all select object_key from challenge_files
  union all select object_key from call_documents`;
const namedLabels = sql`select object_key as key from label_sets`;
