import { Refused } from "#app/accounts/refusal.ts";
import { expect } from "vitest";

/** Matches the error by which a verb refuses with a code. */
export function refusedWith(code: string): unknown {
  return expect.objectContaining({ refusal: expect.objectContaining({ code }) });
}

/** The code with which a verb refuses; `done` when it does not. */
export async function refusedCode(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
}
