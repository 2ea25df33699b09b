import { fingerprintOf } from "#db/fingerprint.ts";
import { readLabelFile } from "#db/withheld.ts";
import { packLabels } from "../fast/label-pack.ts";
import { Scorer } from "../fast/scorer.ts";
import { readLabels } from "../labels.ts";
import type { Specification } from "../spec.ts";

const kept = 8;
const cache = new Map<string, Scorer>();

type RegisteredLabels = { objectKey: string; digest: string };

/** What scores the files of a phase: its specification with a registered label set, which is read and packed once per
 * specification and process.
 * @throws Error when the stored file is not the one that was registered; Misconfigured when it does not fit */
export async function scorerOf(
  labels: RegisteredLabels,
  spec: Specification,
  specDigest: string,
): Promise<Scorer> {
  const key = `${labels.digest}:${specDigest}`;
  const found = cache.get(key);
  if (found !== undefined) return found;
  const file = await readLabelFile(labels.objectKey);
  if (fingerprintOf(file) !== labels.digest) {
    throw new Error(`The label file ${labels.objectKey} has changed since it was registered.`);
  }
  const scorer = new Scorer(spec, packLabels(await readLabels(spec, one(file))));
  cache.set(key, scorer);
  const [oldest] = cache.keys();
  if (cache.size > kept && oldest !== undefined) cache.delete(oldest);
  return scorer;
}

/** A file in memory as the readers take it. */
export async function* one(file: Uint8Array): AsyncGenerator<Uint8Array> {
  yield file;
}
