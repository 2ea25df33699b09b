import { connect } from "node:net";

/** A token of a demonstration account. */
export async function tokenOf(baseURL: string | undefined, name: string): Promise<string> {
  const body = JSON.stringify({ email: `${name}@demo.local`, password: "demo-palmares" });
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(`${baseURL ?? ""}/api/v1/tokens`, { method: "POST", headers, body });
  const { token }: { token: string } = await answer.json();
  return token;
}

/** Calls the API.
 * @returns the status and the JSON that was answered */
export async function callApi(
  baseURL: string | undefined,
  path: string,
  { token, body, type }: { token: string; body?: string | Buffer<ArrayBuffer>; type?: string },
) {
  const answer = await fetch(`${baseURL ?? ""}/api/v1${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { Authorization: `Bearer ${token}`, ...(type === undefined ? {} : { "Content-Type": type }) },
    ...(body === undefined ? {} : { body }),
  });
  const content: Record<string, unknown> = await answer.json();
  return { status: answer.status, content };
}

/** Speaks HTTP by hand, as no well-behaved client does.
 * @param pieces what is sent, with a pause of some milliseconds before each
 * @param end how the sender goes: waits for an answer, says that nothing more comes, or breaks the connection
 * @returns the status that was answered; null for none */
export async function rawRequest(
  baseURL: string | undefined,
  pieces: readonly { afterMs: number; bytes: string | Buffer }[],
  end: "wait" | "finish" | "break",
): Promise<number | null> {
  const { hostname, port } = new URL(baseURL ?? "");
  const socket = connect(Number(port), hostname);
  let answered = "";
  const closed = new Promise<void>((resolve) => {
    socket.on("data", (chunk) => {
      answered += String(chunk);
      if (end !== "break") socket.destroy();
    });
    // A server that refuses may cut off what is still being sent.
    socket.on("error", () => {
      resolve();
    });
    socket.on("close", () => {
      resolve();
    });
  });
  for (const { afterMs, bytes } of pieces) {
    await new Promise((resume) => setTimeout(resume, afterMs));
    if (!socket.destroyed) socket.write(bytes);
  }
  if (end === "finish") socket.end();
  if (end === "break") socket.destroy();
  await closed;
  const status = /^HTTP\/1\.1 (\d+)/.exec(answered)?.[1];
  return status === undefined ? null : Number(status);
}
