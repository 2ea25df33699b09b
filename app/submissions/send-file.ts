import type { Fault } from "#scoring/faults.ts";
import { sha256Of } from "./check-in-browser.ts";

/** How a sending ended: the new submission, or why there is none. */
export type Sent =
  | { id: string }
  | { code: string; details?: Record<string, string | number | null>; faults?: Fault[]; total?: number };

export type Sending = {
  file: File;
  slug: string;
  note: string;
  onProgress: (share: number) => void;
  signal: AbortSignal;
};

const inOnePieceBytes = 64 * 2 ** 20;
const triesPerPart = 8;

/** Sends a file: a small one in one piece, a large one in parts straight to the object store.
 * @throws DOMException `AbortError` when it was cancelled */
export async function sendFile(sending: Sending): Promise<Sent> {
  return sending.file.size <= inOnePieceBytes ? sendInOnePiece(sending) : sendInParts(sending);
}

async function sendInOnePiece({ file, slug, note, onProgress, signal }: Sending): Promise<Sent> {
  const headers = {
    "X-File-Name": encodeURIComponent(file.name),
    "X-Note": encodeURIComponent(note),
    "Content-Type": "application/octet-stream",
  };
  const answer = await transfer("POST", `/upload/${slug}`, file, { headers, onProgress, signal });
  return answer.status === 0 ? { code: "connection_lost" } : JSON.parse(answer.text);
}

async function sendInParts({ file, slug, note, onProgress, signal }: Sending): Promise<Sent> {
  const announced = { size: file.size, sha256: await sha256Of(file), fileName: file.name, note };
  const plan = await post(slug, { begin: announced }, signal);
  if (!("parts" in plan)) return plan;
  let sentBytes = 0;
  for (const { number, url } of plan.parts) {
    const part = file.slice((number - 1) * plan.partBytes, number * plan.partBytes);
    const before = sentBytes;
    const isSent = await sendPart(url, part, {
      onProgress: (share) => {
        onProgress((before + share * part.size) / file.size);
      },
      signal,
    });
    if (!isSent) return { code: "connection_lost" };
    sentBytes += part.size;
  }
  const completed = await post(slug, { complete: plan.id }, signal);
  return completed;
}

type Plan = { id: string; partBytes: number; parts: { number: number; url: string }[] };

async function post(slug: string, body: unknown, signal: AbortSignal) {
  const options = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  };
  const answer = await fetch(`/upload/${slug}/parts`, options);
  const content: Plan | Sent = await answer.json();
  return content;
}

/** Sends one part, again and again while the connection is away. */
async function sendPart(
  url: string,
  part: Blob,
  options: Omit<TransferOptions, "headers">,
): Promise<boolean> {
  for (let attempt = 0; attempt < triesPerPart; attempt++) {
    const { status } = await transfer("PUT", url, part, { headers: {}, ...options });
    if (status === 200) return true;
    await new Promise((resume) => setTimeout(resume, Math.min(30_000, 1000 * 2 ** attempt)));
  }
  return false;
}

type TransferOptions = {
  headers: Record<string, string>;
  onProgress: (share: number) => void;
  signal: AbortSignal;
};

/** One request with progress, which `fetch` does not tell. Status 0: the connection was lost. */
function transfer(
  method: string,
  url: string,
  body: Blob,
  { headers, onProgress, signal }: TransferOptions,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      onProgress(event.loaded / Math.max(1, event.total));
    };
    request.onload = () => {
      resolve({ status: request.status, text: request.responseText });
    };
    request.onerror = () => {
      resolve({ status: 0, text: "" });
    };
    request.onabort = () => {
      reject(new DOMException("cancelled", "AbortError"));
    };
    signal.addEventListener("abort", () => {
      request.abort();
    });
    request.send(body);
  });
}
