import { log } from "./log.ts";

/** The object store is away, refuses our key, or has sent something else than what was stored. Nothing that a person has
 * done is wrong, and later is worth a try. */
export class StoreUnavailable extends Error {
  /** By which it is known in every copy of this module. */
  readonly code = "STORE_UNAVAILABLE";

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "StoreUnavailable";
  }
}

/** What a failed call to the store means: that the store is unavailable, or that we have asked for what makes no sense.
 * Effects: a refused key or a missing bucket is logged, once in a while: only an operator can mend it. */
export function storeFailure(error: unknown): unknown {
  if (error instanceof StoreUnavailable) return error;
  const { status, name } = answerOf(error);
  const isRefused = status === 401 || status === 403 || name === "NoSuchBucket";
  if (isRefused) tellOperator(status, name);
  const isOurFault = status !== null && status >= 400 && status < 500 && ![408, 429].includes(status);
  return isOurFault && !isRefused ? error : new StoreUnavailable("The object store failed.", error);
}

const tellEveryMs = 60_000;
let toldAt = -Infinity;

function tellOperator(status: number | null, name: string): void {
  if (performance.now() - toldAt < tellEveryMs) return;
  toldAt = performance.now();
  log.error({ status, refusal: name }, "the object store refuses our key or has no such bucket");
}

/** The HTTP status of the store's answer; null when there was none. */
function answerOf(error: unknown): { status: number | null; name: string } {
  if (!(error instanceof Error)) return { status: null, name: "unknown" };
  const metadata: unknown = "$metadata" in error ? error.$metadata : null;
  const hasStatus = typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata;
  const status = hasStatus ? Number(metadata.httpStatusCode) : Number.NaN;
  return { status: Number.isInteger(status) ? status : null, name: error.name };
}
