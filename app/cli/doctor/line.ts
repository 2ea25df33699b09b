import { wrong, type Finding } from "#db/examinations/finding.ts";

/** A finding, and what it is about. */
export type Line = Finding & { about: string };

/** What an examination finds; one that fails is a finding itself. */
export async function lineOf(about: string, examine: () => Finding | Promise<Finding>): Promise<Line> {
  try {
    return { about, ...(await examine()) };
  } catch (error) {
    return { about, ...wrong(reasonOf(error)) };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const code = "code" in error ? String(error.code) : error.name;
  // Node's fetch, and connections tried at several addresses, say what happened only in their cause or code.
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message || code;
}
