/** Does the same with many things, so many at a time.
 * @returns what came of each, in their order */
export async function atOnce<Thing, Result>(
  limit: number,
  things: readonly Thing[],
  work: (thing: Thing) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = things.entries();
  const one = async () => {
    for (const [index, thing] of waiting) results[index] = await work(thing);
  };
  await Promise.all(Array.from({ length: limit }, one));
  return results;
}
