import { files } from "#db/connections.ts";
import { openLabelFile } from "#db/withheld.ts";
import { spool, type SpooledFile } from "../contained/spooled-file.ts";
import type { SentFile } from "../engine/tasks.ts";

type StoredSubmission = { id: string; objectKey: string; sha256: string };

/** Fetches a submission's file.
 * @throws Error when the stored file is not the one received
 * Effects: above 1 MiB a temporary file, until it is discarded. */
export async function fetchSubmission({ id, objectKey, sha256 }: StoredSubmission): Promise<SpooledFile> {
  const file = await spool((await files().read(objectKey)).content);
  if (file.sha256 === sha256) return file;
  await file.discard();
  throw new Error(`The file of ${id} is not the one received.`);
}

/** Fetches a registered label file.
 * @throws Error when the stored file is not the one registered
 * Effects: as `fetchSubmission`. */
export async function fetchLabels(labels: { objectKey: string; digest: string }): Promise<SpooledFile> {
  const file = await fetchDelivered(labels.objectKey);
  if (file.sha256 === labels.digest) return file;
  await file.discard();
  throw new Error(`The label file ${labels.objectKey} has changed since it was registered.`);
}

/** Fetches a label file as it was delivered. Effects: as `fetchSubmission`. */
export async function fetchDelivered(objectKey: string): Promise<SpooledFile> {
  return spool(await openLabelFile(objectKey));
}

/** A fetched file as it is named to the engine. */
export function sent({ at, sizeBytes }: SpooledFile): SentFile {
  return { at, sizeBytes };
}
