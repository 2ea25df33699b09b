import { IncomingMessage, ServerResponse, STATUS_CODES } from "node:http";
import { Socket } from "node:net";
import type { Request, RequestHandler, Response } from "express";

/** Makes answers to be written to a socket as they are, where there is no request yet, with the headers that every answer
 * has. */
export function rawAnswers(headers: RequestHandler): (status: number, retryAfter?: number) => string {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  void headers(
    response.req as Request,
    Object.assign(response, { locals: {} }) as unknown as Response,
    () => {},
  );
  const usual = Object.entries(response.getHeaders()).map(([name, value]) => `${name}: ${String(value)}`);
  return (status, retryAfter) =>
    [
      `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ""}`,
      "Connection: close",
      "Content-Length: 0",
      ...(retryAfter === undefined ? [] : [`Retry-After: ${String(retryAfter)}`]),
      ...usual,
      "",
      "",
    ].join("\r\n");
}
