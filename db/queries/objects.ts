import { sql, type SQL } from "drizzle-orm";
import { ownPrefix } from "../buckets/belonging.ts";
import type { Reader } from "../client.ts";
import type { ObjectStore, StoredObject } from "../files.ts";

/** Objects this young may belong to a transaction that has not ended yet. */
const objectGraceMs = 3_600_000;

/** Where files wait that nothing has named for days: each under its own key behind this. */
export const quarantinePrefix = "quarantine/";

/** What the database says of a stored file: it names it; it has named it, and it has ended (a refused document, an upload
 * that was given up); or it knows nothing of it. */
export type Standing = "named" | "ended" | "unknown";

/** Where the database names objects of participants' bucket. An upload names its object until it ends. */
const named = sql`
  select object_key as key from submissions
  union all select object_key from challenge_files
  union all select object_key from uploads where state = 'uploading'
  union all select object_key from call_documents
  union all select object_key from documents where state in ('uploading', 'checking', 'accepted')`;

const ended = sql`
  select object_key as key from uploads where state = 'aborted'
  union all select object_key from documents where state in ('refused', 'abandoned')`;

/** What the database says of each of these keys, in their order. */
export async function standingOf(
  db: Reader,
  keys: readonly string[],
): Promise<{ key: string; standing: Standing }[]> {
  return db.execute<{ key: string; standing: Standing }>(sql`
    select key, case when key in (${named}) then 'named' when key in (${ended}) then 'ended' else 'unknown' end as standing
    from unnest(${sql.param([...keys])}::text[]) with ordinality as given (key, place) order by place`);
}

/** Participants' files that are no longer young, in pages, with what the database says of them.
 * @param storeNow the store's own time, which alone judges their age */
export async function* agedObjects(
  db: Reader,
  files: ObjectStore,
  storeNow: Date,
): AsyncGenerator<{ key: string; standing: Standing }[]> {
  const isAged = ({ key, modifiedAt }: StoredObject) =>
    storeNow.getTime() - modifiedAt.getTime() > objectGraceMs && !isOfThePlatform(key);
  for await (const page of pagesOf(files, isAged)) yield await standingOf(db, page);
}

/** Files that nothing names, that are not young and have not been seen by a sweep yet: what dead processes have left. */
export async function* unsightedObjects(
  db: Reader,
  files: ObjectStore,
  storeNow: Date,
): AsyncGenerator<string> {
  for await (const page of agedObjects(db, files, storeNow)) {
    const unknown = page.filter(({ standing }) => standing === "unknown").map(({ key }) => key);
    const rows = await db.execute<{
      key: string;
    }>(sql`select key from unnest(${sql.param(unknown)}::text[]) as key
      where key not in (select object_key from unnamed_objects)`);
    for (const { key } of rows) yield key;
  }
}

/** What the database names of the bucket of files, with the digest that it recorded; the digest of a document on its way
 * is not known yet. */
const recorded = sql`
  select object_key as key, sha256 from submissions union select object_key, sha256 from challenge_files
  union select object_key, sha256 from call_documents
  union select object_key, sha256 from documents where state = 'accepted'`;

/** What the database names of the bucket of withheld labels. */
const recordedLabels = sql`select object_key as key, digest as sha256 from label_sets
  union select inbox_key, null from label_deliveries where answered_at is null`;

/** What may lie in the bucket of withheld labels: an answered delivery's file is removed after its answer is written. */
export async function knownLabels(db: Reader): Promise<Set<string>> {
  const rows = await db.execute<{ key: string }>(
    sql`select object_key as key from label_sets union select inbox_key from label_deliveries`,
  );
  return new Set(rows.map(({ key }) => key));
}

export type RecordedObject = { key: string; sha256: string | null };

/** Every object that the database names in a bucket, by key. */
export async function recordedObjects(db: Reader, bucket: "files" | "labels"): Promise<RecordedObject[]> {
  const rows: SQL = bucket === "files" ? recorded : recordedLabels;
  return db.execute<RecordedObject>(
    sql`select distinct on (key) key, sha256 from (${rows}) named order by key, sha256`,
  );
}

function isOfThePlatform(key: string): boolean {
  return key.startsWith(ownPrefix) || key.startsWith(quarantinePrefix);
}

const pageSize = 500;

async function* pagesOf(
  files: ObjectStore,
  isWanted: (object: StoredObject) => boolean,
): AsyncGenerator<string[]> {
  let page: string[] = [];
  for await (const object of files.list("")) {
    if (isWanted(object)) page.push(object.key);
    if (page.length < pageSize) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
