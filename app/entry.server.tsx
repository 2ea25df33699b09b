import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { errorFacts, log } from "#db/log.ts";
import { retryAfterSeconds } from "./http/refusals.ts";
import { withoutNulls } from "./http/without-nulls.ts";
import { NonceContext } from "./ui/nonce.ts";

const renderWithinMs = 10_000;

declare module "@remix-run/node" {
  interface AppLoadContext {
    cspNonce?: string | undefined;
  }
}

// Remix calls this with its five arguments.
// eslint-disable-next-line max-params
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  load: AppLoadContext,
): Promise<Response> {
  const nonce = load.cspNonce;
  return new Promise((resolve, reject) => {
    let answerStatus = status;
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer
          context={context}
          url={request.url}
          abortDelay={renderWithinMs}
          {...(nonce === undefined ? {} : { nonce })}
        />
      </NonceContext.Provider>,
      {
        ...(nonce === undefined ? {} : { nonce }),
        // Nothing is deferred: the whole page at once, so that its status is final.
        onAllReady() {
          const body = withoutNulls();
          headers.set("Content-Type", "text/html; charset=utf-8");
          if (answerStatus === 503) headers.set("Retry-After", String(retryAfterSeconds));
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: answerStatus }));
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          answerStatus = 500;
          log.error(errorFacts(error), "rendering");
        },
      },
    );
    setTimeout(abort, renderWithinMs + 1000).unref();
  });
}

export function handleError(error: unknown, { request }: { request: Request }): void {
  if (request.signal.aborted || isNotFound(error)) return;
  log.error(errorFacts(error), "bug");
}

function isNotFound(error: unknown): boolean {
  return typeof error === "object" && error !== null && "status" in error && error.status === 404;
}
