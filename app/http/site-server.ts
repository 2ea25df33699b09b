import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { networkOf } from "#app/accounts/network-of.ts";
import { retryAfterSeconds, sockets, timing } from "#app/limits.ts";

type Options = {
  /** Whether the senders' own addresses are seen, and not those of proxies. */
  seesAddresses: boolean;
  rawAnswer: (status: number, retryAfter?: number) => string;
};

const statusOfError: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** The HTTP server of the site, with its bounds on sockets and on how slowly something may arrive. */
export function siteServer(answer: RequestListener, options: Options): Server {
  const server = createServer(
    {
      headersTimeout: timing.headMs,
      keepAliveTimeout: timing.keepAliveMs,
      // A large file on a slow line takes its time: bodies are watched by their rate.
      requestTimeout: 0,
      connectionsCheckingInterval: 1_000,
      // Who names no host is refused by us, with the headers that every answer has.
      requireHostHeader: false,
    },
    answer,
  );
  server.setTimeout(timing.standstillMs);
  server.on("checkExpectation", answer);
  boundSockets(server, options);
  answerUnreadable(server, options);
  return server;
}

function boundSockets(server: Server, { seesAddresses, rawAnswer }: Options): void {
  const held = new Map<string, number>();
  let total = 0;
  server.prependListener("connection", (socket: Socket) => {
    const network = networkOf(socket.remoteAddress ?? "unknown");
    const own = held.get(network) ?? 0;
    total += 1;
    held.set(network, own + 1);
    socket.once("close", () => {
      total -= 1;
      const left = (held.get(network) ?? 1) - 1;
      if (left === 0) held.delete(network);
      else held.set(network, left);
    });
    const hasOwnShare = !seesAddresses || own < sockets.perAddress;
    if (hasOwnShare && total <= sockets.total) return;
    endWith(socket, rawAnswer(hasOwnShare ? 503 : 429, retryAfterSeconds.tooMany));
  });
}

/** What Node's parser does not understand, or has waited for too long, is answered with the headers of every answer. */
function answerUnreadable(server: Server, { rawAnswer }: Options): void {
  const answering = new WeakMap<Duplex, ServerResponse>();
  server.on("request", (request, response) => answering.set(request.socket, response));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const begun = answering.get(socket);
    const isAnswering = begun?.headersSent === true && !begun.writableEnded;
    if (!socket.writable || isAnswering || error.code === "ECONNRESET") socket.destroy();
    else endWith(socket, rawAnswer(statusOfError[error.code ?? ""] ?? 400));
  });
}

function endWith(socket: Duplex, answer: string): void {
  socket.on("error", () => {});
  socket.end(answer);
  // Closed at once, the sender would see a reset instead of the answer.
  setTimeout(() => {
    socket.destroy();
  }, 1_000).unref();
}
