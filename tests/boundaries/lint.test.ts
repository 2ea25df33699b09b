import { ESLint } from "eslint";
import { beforeAll, expect, test } from "vitest";

const wrong = `
import { db } from "#db/connections.ts";
import { boards } from "#db/schema/submissions.ts";

export async function forgotten(): Promise<void> {
  db().update(boards).set({ version: 0 });
  await Promise.resolve();
}

export async function remembered(): Promise<void> {
  await db().update(boards).set({ version: 0 });
}

export function careless(value: any, maybe: string | null): number {
  return maybe!.length + value;
}
`;

let found: { line: number; rule: string | null }[];

beforeAll(async () => {
  // Read as if it stood in this file, with the types of the project.
  const [result] = await new ESLint().lintText(wrong, { filePath: "tests/boundaries/lint.test.ts" });
  found = (result?.messages ?? []).map(({ line, ruleId }) => ({ line, rule: ruleId }));
});

test("a write to the database that nobody awaits is caught, and the awaited one is not", () => {
  const floating = found.filter(({ rule }) => rule === "@typescript-eslint/no-floating-promises");

  expect(floating).toEqual([{ line: 6, rule: "@typescript-eslint/no-floating-promises" }]);
});

test("any and ! are caught", () => {
  expect(found).toContainEqual({ line: 14, rule: "@typescript-eslint/no-explicit-any" });
  expect(found).toContainEqual({ line: 15, rule: "@typescript-eslint/no-non-null-assertion" });
});
