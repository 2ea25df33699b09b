import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** While machines are exchanged one by one, the version before writes and reads the tables of the next. From here on a
 * migration only adds; what nobody uses any more goes in a later version. */

const folder = "db/migrations";
const firstKept = "0009";
const files = readdirSync(folder).filter((name) => name.endsWith(".sql") && name >= firstKept);

/** What the version before would trip over, each with why. */
const taken: [what: RegExp, why: string][] = [
  [/\bdrop (table|column|function|view|type|schema)\b(?! if exists)/i, "is read or called"],
  [/\brename\b/i, "is asked for by its old name"],
  [/\balter column \S+ set not null/i, "is left out"],
  [/\badd column (?!.*\bdefault\b)[^;,]*\bnot null\b/i, "is left out"],
  [/\balter column \S+ (set data )?type\b/i, "is written as it was"],
  [/\badd constraint\b(?!.*\b(primary key|foreign key)\b).*\bcheck\b/i, "may be broken by what it writes"],
];

function statementsOf(name: string): string[] {
  return readFileSync(join(folder, name), "utf8")
    .split(/--> statement-breakpoint|;\s*\n/)
    .map((statement) =>
      statement
        .replaceAll(/^\s*--.*$/gm, "")
        .replaceAll(/\s+/g, " ")
        .trim(),
    )
    .filter((statement) => statement !== "");
}

/** A function's body is no statement of the migration's own. */
const isFunction = (statement: string) => /^create (or replace )?function\b/i.test(statement);

test("a migration takes nothing away that the version before it uses", () => {
  const found = files.flatMap((name) =>
    statementsOf(name)
      .filter((statement) => !isFunction(statement))
      .flatMap((statement) =>
        taken
          .filter(([what]) => what.test(statement))
          .map(([, why]) => `${name}: ${statement.slice(0, 120)}, but it ${why}`),
      ),
  );

  expect(files.length).toBeGreaterThan(2);
  expect(found).toEqual([]);
});

test.each([
  'ALTER TABLE "people" DROP COLUMN "locale"',
  "ALTER TABLE people RENAME COLUMN locale TO language",
  'ALTER TABLE "people" ALTER COLUMN "locale" SET NOT NULL',
  'ALTER TABLE "people" ADD COLUMN "age" integer NOT NULL',
  'ALTER TABLE "people" ALTER COLUMN "locale" SET DATA TYPE jsonb',
])("it would be seen: %s", (statement) => {
  expect(taken.some(([what]) => what.test(statement))).toBe(true);
});
