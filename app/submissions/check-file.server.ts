import { Refused } from "#app/accounts/refusal.ts";
import { files, db } from "#db/connections.ts";
import { sampleSubmissionOf, type ChallengeFileRow } from "#db/queries/challenges.ts";
import { readVerified } from "#db/verified-read.ts";
import type { Fault } from "#scoring/faults.ts";
import { isParquet } from "#scoring/formats/records.ts";
import { readIds } from "#scoring/sample.ts";
import { checkPredictions, type ExpectedIds } from "#scoring/predictions.ts";
import { specificationSchema } from "#scoring/spec.ts";
import type { PredictionFile } from "./submit-predictions.server.ts";
import type { SubmissionContext } from "./submission-context.server.ts";

/** A file that must be mended before it can be scored. */
export class FileRejected extends Refused {
  readonly faults: Fault[];
  readonly total: number;

  constructor(faults: Fault[], total: number) {
    super({ code: "file_rejected", details: { total } });
    this.faults = faults;
    this.total = total;
  }
}

/** Checks a file against the public sample submission: format, columns, identifiers, values. No label is read. Parquet and
 * label maps are left to the browser and the scoring worker.
 * @throws FileRejected */
export async function refuseFaulty(context: SubmissionContext, file: PredictionFile): Promise<void> {
  const sample = await sampleSubmissionOf(db(), context.challenge.id);
  // Without a sample the scoring worker is the first to check the file.
  if (sample === null || context.specification === null) return;
  const spec = specificationSchema.parse(context.specification.content);
  const limits = { maxBytes: context.challenge.maxFileBytes };
  // Their decoders were not written for hostile files: they run in processes that may be lost, never in this one.
  if (spec.target === "label_map" || (await isParquet(file.read(), limits))) return;
  const expected = await expectedIdsOf(sample, async (content) => readIds(spec, content));
  const checked = await checkPredictions(spec, expected, file.read(), limits);
  if (checked.status === "rejected") throw new FileRejected(checked.faults, checked.total);
}

/** The identifiers of the samples used last; a sample never changes under its digest. */
const known = new Map<string, Promise<ExpectedIds>>();
const keptSamples = 20;

async function expectedIdsOf(
  sample: ChallengeFileRow,
  read: (content: AsyncIterable<Uint8Array>) => Promise<ExpectedIds>,
): Promise<ExpectedIds> {
  const key = `${sample.objectKey}:${sample.sha256}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const reading = readVerified(files(), sample).then(read);
  known.set(key, reading);
  const [oldest] = known.keys();
  if (known.size > keptSamples && oldest !== undefined) known.delete(oldest);
  // A failed reading is not remembered: the next submission tries again.
  reading.catch(() => known.delete(key));
  return reading;
}
