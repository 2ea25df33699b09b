import { createHash } from "node:crypto";
import { files } from "#db/connections.ts";
import type { LabelSet } from "../labels.ts";
import { checkPredictions, type CheckedFile } from "../predictions.ts";
import type { Specification } from "../spec.ts";

type StoredSubmission = { id: string; objectKey: string; sha256: string };

/** Fetches a submission's file and checks it against what its labels expect.
 * @throws Error when the stored file is not the one received */
export async function readSubmission(
  submission: StoredSubmission,
  spec: Specification,
  labels: LabelSet,
  maxBytes: number,
): Promise<CheckedFile> {
  const file = await files().read(submission.objectKey);
  const checked = await checkPredictions(spec, labels.expected, verified(file.content, submission), {
    maxBytes,
  });
  if (checked.status === "accepted") return checked;
  // A faulty file may not have been read to its end: before the competitor is blamed, the store is asked again.
  const again = await files().read(submission.objectKey);
  for await (const chunk of verified(again.content, submission)) void chunk;
  return checked;
}

/** Passes bytes on.
 * @throws Error at their end when they are not those that were received */
export async function* verified(content: AsyncIterable<Uint8Array>, submission: StoredSubmission) {
  const hash = createHash("sha256");
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest("hex") !== submission.sha256)
    throw new Error(`The file of ${submission.id} is not the one received.`);
}
