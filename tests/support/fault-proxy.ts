import { once } from "node:events";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from "node:net";

/** What an object store may do instead of its work. */
export const storeFaults = [
  "403",
  "500",
  "503",
  "reset",
  "half a body",
  "other bytes",
  "a short length",
] as const;
export type StoreFault = (typeof storeFaults)[number] | "silence" | "slowness";

const codes = { "403": "AccessDenied", "500": "InternalError", "503": "SlowDown" } as const;

/** Stands before an S3 server and lets everything through, until it is given a fault. */
export async function startStoreProxy(storePort: number) {
  const state: { fault: StoreFault | null } = { fault: null };
  const server = createServer((asked, answer) => {
    const { fault } = state;
    if (fault === "silence") return;
    if (fault === "reset") return void asked.socket.destroy();
    if (fault === "403" || fault === "500" || fault === "503") {
      asked.resume();
      const xml = `<?xml version="1.0"?><Error><Code>${codes[fault]}</Code><Message>x</Message></Error>`;
      asked.once("end", () =>
        answer.writeHead(Number(fault), { "Content-Type": "application/xml" }).end(xml),
      );
      return;
    }
    const { method, url, headers } = asked;
    const on = request({ host: "127.0.0.1", port: storePort, method, path: url, headers }, (real) => {
      if (method === "GET" && fault !== null) spoil(real, answer, fault);
      else real.pipe(answer.writeHead(real.statusCode ?? 500, real.headers));
    });
    on.on("error", () => answer.destroy());
    asked.pipe(on);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { endpoint, state, stop };
}

function spoil(real: IncomingMessage, answer: ServerResponse, fault: StoreFault): void {
  const chunks: Buffer[] = [];
  real.on("data", (chunk: Buffer) => chunks.push(chunk));
  real.once("end", () => {
    const body = Buffer.concat(chunks);
    const half = body.subarray(0, Math.ceil(body.length / 2));
    const headers = { ...real.headers };
    if (fault === "a short length") headers["content-length"] = String(half.length);
    answer.writeHead(real.statusCode ?? 500, headers);
    if (fault === "other bytes") answer.end(Buffer.alloc(body.length, 65));
    else if (fault === "a short length") answer.end(half);
    else if (fault === "half a body") answer.write(half, () => answer.destroy());
    else {
      let sent = 0;
      const timer = setInterval(() => answer.write(body.subarray(sent, (sent += 64))), 100);
      answer.once("close", () => {
        clearInterval(timer);
      });
    }
  });
}

/** Stands before any server. While it is frozen it takes connections and passes nothing on, as a machine that stands
 * still does. */
export async function startFreezingProxy(port: number, host = "127.0.0.1") {
  const sockets = new Set<Socket>();
  const state = { isFrozen: false };
  const server = createTcpServer((near) => {
    const far = connect(port, host);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.once("close", () => sockets.delete(socket));
    }
    near.once("close", () => far.destroy());
    far.once("close", () => near.destroy());
    const pass = (from: Socket, to: Socket) => from.on("data", (chunk) => state.isFrozen || to.write(chunk));
    pass(near, far);
    pass(far, near);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, "close");
  };
  return { port: (server.address() as AddressInfo).port, state, stop };
}
