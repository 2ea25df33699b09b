import { databaseClock } from "#db/clock.ts";
import { db, files } from "#db/connections.ts";
import { errorFacts, log } from "#db/log.ts";
import { unreferencedObjects } from "#db/queries/objects.ts";

/** Removes participants' objects that nothing names: their process died between storing and recording them.
 * @returns how many
 * Effects: objects of the files bucket. */
export async function sweepObjects(): Promise<number> {
  const now = await databaseClock(db());
  let removed = 0;
  for await (const key of unreferencedObjects(db(), files(), now)) {
    try {
      await files().remove(key);
      removed += 1;
    } catch (error) {
      // The next round finds it again; the others do not wait for it.
      log.error({ objectKey: key, ...errorFacts(error) }, "one of a sweep failed");
    }
  }
  return removed;
}
