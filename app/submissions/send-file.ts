import type { Fault } from "#scoring/faults.ts";
import { largeFromBytes } from "./rules.ts";
import { sendInParts } from "./send-in-parts.ts";
import { transfer } from "./transfer.ts";

/** How a sending ended: the new submission, or why there is none. */
export type Sent =
  | { id: string }
  | { code: string; details?: Record<string, string | number | null>; faults?: Fault[]; total?: number };

/** How far a sending is: the share that has left, and whether it waits for the connection to come back. */
export type Progress = { share: number; isWaiting: boolean };

export type Sending = {
  file: File;
  /** SHA-256 of the file; asked for when it is sent in parts. */
  sha256: () => Promise<string>;
  slug: string;
  note: string;
  onProgress: (progress: Progress) => void;
  signal: AbortSignal;
};

/** Sends a file: a small one in one piece, a large one in parts straight to the object store.
 * @throws DOMException `AbortError` when it was cancelled */
export async function sendFile(sending: Sending): Promise<Sent> {
  return sending.file.size < largeFromBytes ? sendInOnePiece(sending) : sendInParts(sending);
}

async function sendInOnePiece({ file, slug, note, onProgress, signal }: Sending): Promise<Sent> {
  const headers = {
    "X-File-Name": encodeURIComponent(file.name),
    "X-Note": encodeURIComponent(note),
    "Content-Type": "application/octet-stream",
  };
  const progress = (sentBytes: number) => {
    onProgress({ share: sentBytes / Math.max(1, file.size), isWaiting: false });
  };
  const answer = await transfer("POST", `/upload/${slug}`, file, { headers, onProgress: progress, signal });
  return answer.status === 0 ? { code: "connection_lost" } : JSON.parse(answer.text);
}
