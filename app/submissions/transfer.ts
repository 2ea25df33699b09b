/** What became of a request. Status 0: the connection was lost. */
export type Transferred = { status: number; text: string };

export type TransferOptions = {
  headers?: Record<string, string>;
  onProgress: (sentBytes: number) => void;
  signal: AbortSignal;
};

/** One request with progress, which `fetch` does not tell.
 * @throws DOMException `AbortError` when it was cancelled */
export function transfer(
  method: "POST" | "PUT",
  url: string,
  body: Blob,
  { headers = {}, onProgress, signal }: TransferOptions,
): Promise<Transferred> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      onProgress(Math.min(event.loaded, body.size));
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
    const abort = () => {
      request.abort();
    };
    signal.addEventListener("abort", abort);
    request.onloadend = () => {
      signal.removeEventListener("abort", abort);
    };
    request.send(body);
  });
}

/** Waits, but no longer than until the machine is connected again.
 * @throws DOMException `AbortError` when it was cancelled */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resume, cancelled) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener("online", end);
      signal.removeEventListener("abort", stop);
      resume();
    };
    const stop = () => {
      end();
      cancelled(new DOMException("cancelled", "AbortError"));
    };
    const timer = setTimeout(end, ms);
    window.addEventListener("online", end);
    signal.addEventListener("abort", stop);
  });
  signal.throwIfAborted();
}
