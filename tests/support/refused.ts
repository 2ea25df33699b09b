import { expect } from "vitest";

/** Matches the error by which a verb refuses with a code. */
export function refusedWith(code: string): unknown {
  return expect.objectContaining({ refusal: expect.objectContaining({ code }) });
}
