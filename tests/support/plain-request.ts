import { request as send } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Answer } from "../access/two-worlds.ts";

export type PlainRequest = { method: string; url: string; headers?: Record<string, string>; body?: string };

/** Sends a request to a port of this machine as it is written, without a browser's help, and keeps the whole answer. */
export function plainRequest(port: number, { method, url, headers, body }: PlainRequest): Promise<Answer> {
  const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
  return new Promise((answered, failed) => {
    const options = { host: "127.0.0.1", port, method, path: url, headers: { ...headers, ...length } };
    const request = send(options, (response) => {
      const named = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
      buffer(response).then((content) => {
        answered({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(named),
          body: content,
        });
      }, failed);
    });
    request.once("error", failed);
    request.end(body);
  });
}
