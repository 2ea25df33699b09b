import { db, files } from "#db/connections.ts";
import { unreferencedObjects } from "#db/queries/objects.ts";

/** Removes participants' objects that nothing names: their process died between storing and recording them.
 * @returns how many
 * Effects: objects of the files bucket. */
export async function sweepObjects(now: Date): Promise<number> {
  let removed = 0;
  for await (const key of unreferencedObjects(db(), files(), now)) {
    await files().remove(key);
    removed += 1;
  }
  return removed;
}
