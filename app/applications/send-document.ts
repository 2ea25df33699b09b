import type { Field } from "./form-schema.ts";
import type { DocumentLine } from "./pages.server.ts";

type Sending = {
  code: string;
  field: Extract<Field, { type: "document" }>;
  file: File;
  onProgress: (share: number) => void;
  /** Told of the document when it has arrived and again when it has been checked. */
  onState: (field: string, document: DocumentLine, revision: number) => void;
};

type Answer = { document: DocumentLine; revision: number; url?: string } | { code: string };

const pollsAtMost = 120;
const pollMs = 500;
/** How often and how long after each other a step is tried again that nobody has answered. */
const triesAtMost = 20;
const retryMs = 1_000;

/** Sends a document straight to the object store and waits until it has been checked.
 * @returns null when it has been accepted or refused (its line says so), else why it did not arrive */
export async function sendDocument({
  code,
  field,
  file,
  onProgress,
  onState,
}: Sending): Promise<string | null> {
  if (file.size === 0) return "empty";
  if (file.size > field.maxMegabytes * 1e6) return "too_large";
  const begun = await post(code, { begin: { field: field.id, fileName: file.name, sizeBytes: file.size } });
  if (!("document" in begun)) return begun.code;
  const { id } = begun.document;
  if (!(await put(begun.url ?? "", file, onProgress))) return "lost";
  let answer = await postUntilAnswered(code, { complete: id });
  for (let polls = 0; polls < pollsAtMost; polls++) {
    if (!("document" in answer)) return answer.code;
    onState(field.id, answer.document, answer.revision);
    if (answer.document.state !== "checking") return null;
    await new Promise((resume) => setTimeout(resume, pollMs));
    answer = await postUntilAnswered(code, { state: id });
  }
  return null;
}

/** The bytes have arrived: while the site is away for a moment there is no reason to send them again. Both steps may be
 * asked for twice. */
async function postUntilAnswered(code: string, body: unknown): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const answer = await post(code, body);
    const isAnswered = "document" in answer || !["lost", "unavailable"].includes(answer.code);
    if (isAnswered || tries === triesAtMost) return answer;
    await new Promise((resume) => setTimeout(resume, retryMs));
  }
}

async function post(code: string, body: unknown): Promise<Answer> {
  try {
    const answer = await fetch(`/application/${code}/documents`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const content: Answer = await answer.json();
    return content;
  } catch {
    return { code: "lost" };
  }
}

/** With progress, which `fetch` does not tell. */
function put(url: string, file: File, onProgress: (share: number) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.upload.onprogress = (event) => {
      onProgress(event.loaded / Math.max(1, event.total));
    };
    request.onload = () => {
      resolve(request.status === 200);
    };
    request.onerror = () => {
      resolve(false);
    };
    request.send(file);
  });
}
