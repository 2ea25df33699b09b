import { packLabels } from "../fast/label-pack.ts";
import { Scorer } from "../fast/scorer.ts";
import { readLabels } from "../labels.ts";
import { localFile } from "../local/local-file.ts";
import { specificationSchema } from "../spec.ts";
import type { Phase } from "./tasks.ts";

const kept = 8;
const cache = new Map<string, Scorer>();

/** What scores the files of a phase, from labels that are read and packed once per specification and process.
 * @returns null when they are not kept, and did not come with the question
 * @throws Misconfigured when they do not fit the specification */
export async function scorerOf({ spec: content, specDigest, labels }: Phase): Promise<Scorer | null> {
  const key = `${labels.digest}:${specDigest}`;
  const found = cache.get(key);
  if (found !== undefined || labels.file === null) return found ?? null;
  const spec = specificationSchema.parse(content);
  const scorer = new Scorer(spec, packLabels(await readLabels(spec, await localFile(labels.file).open())));
  cache.set(key, scorer);
  const [oldest] = cache.keys();
  if (cache.size > kept && oldest !== undefined) cache.delete(oldest);
  return scorer;
}

/** Rows of all labels that are kept: what they make of memory stays with the process. */
export function keptRows(): number {
  return [...cache.values()].reduce((sum, { rows }) => sum + rows, 0);
}
