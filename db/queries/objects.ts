import { sql } from "drizzle-orm";
import type { Reader } from "../client.ts";
import type { ObjectStore } from "../files.ts";

/** Objects this young may belong to a transaction that has not ended yet. The store's clock says how young, and another
 * judges: a day forgives either of them hours. */
const objectGraceMs = 86_400_000;

/** Where the database names objects of participants' bucket. An upload names its object until it ends. */
const references = sql`
  select object_key as key from submissions
  union all select object_key from challenge_files
  union all select object_key from uploads where state = 'uploading'
  union all select object_key from call_documents
  union all select object_key from documents where state in ('checking', 'accepted')`;

/** Objects that nothing names and that are older than the grace: what dead processes have left.
 * @param now to compare ages with */
export async function* unreferencedObjects(
  db: Reader,
  files: ObjectStore,
  now: Date,
): AsyncGenerator<string> {
  for await (const keys of pagesOf(
    files,
    (modifiedAt) => now.getTime() - modifiedAt.getTime() > objectGraceMs,
  )) {
    const rows = await db.execute<{ key: string }>(
      sql`select key from unnest(${sql.param(keys)}::text[]) as key where key not in (${references})`,
    );
    for (const { key } of rows) yield key;
  }
}

/** Objects that the database names and the store does not hold, up to ten. */
export async function missingObjects(db: Reader, files: ObjectStore): Promise<string[]> {
  const rows = await db.execute<{ key: string }>(sql`
    select object_key as key from submissions union select object_key from challenge_files
    union select object_key from call_documents union select object_key from documents where state = 'accepted'
    order by key`);
  const missing = new Set(rows.map((row) => row.key));
  for await (const { key } of files.list("")) missing.delete(key);
  return [...missing].slice(0, 10);
}

const pageSize = 500;

async function* pagesOf(
  files: ObjectStore,
  isWanted: (modifiedAt: Date) => boolean,
): AsyncGenerator<string[]> {
  let page: string[] = [];
  for await (const { key, modifiedAt } of files.list("")) {
    if (isWanted(modifiedAt)) page.push(key);
    if (page.length < pageSize) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
