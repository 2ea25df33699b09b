import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What docs/threats.md promises is held here: every case, every file, every title. */

const page = readFileSync("docs/threats.md", "utf8");

const casesPerGroup = {
  ...{ UP: 34, DOC: 10, S3: 16, AU: 18, AZ: 23 },
  ...{ WB: 22, RC: 16, FT: 26, OP: 20, LB: 16 },
};

type Case = { id: string; answer: string };

const cases: Case[] = [...page.matchAll(/^\| ([A-Z]+[0-9]?-\d+) \| .+? \| (.+) \|$/gm)].map((row) => ({
  id: row[1] ?? "",
  answer: row[2] ?? "",
}));

/** A case is tested when its answer begins with a test. */
const isTested = ({ answer }: Case) => answer.startsWith("`tests/");

type Named = { id: string; file: string; title: string };

const named: Named[] = cases.flatMap(({ id, answer }) =>
  [...answer.matchAll(/`(tests\/[^`]+)`: "([^"]+)"/g)].map((pair) => ({
    ...{ id, file: pair[1] ?? "", title: pair[2] ?? "" },
  })),
);

/** Whether a title is the first argument of a call in a file, whole unless it ends in an ellipsis. */
function standsIn(file: string, title: string): boolean {
  const [beginning = "", ending] = title.split("…");
  const quoted = beginning.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`\\(\\s*(["'\`])${quoted}${ending === undefined ? "\\1" : ""}`).test(
    readFileSync(file, "utf8"),
  );
}

test("all cases are there, once and in order", () => {
  const expected = Object.entries(casesPerGroup).flatMap(([group, count]) =>
    Array.from({ length: count }, (_, index) => `${group}-${String(index + 1).padStart(2, "0")}`),
  );

  expect(cases.map(({ id }) => id)).toEqual(expected);
});

test("every answer names a test, or says why there is none", () => {
  const wordless = cases.filter(
    (one) => !isTested(one) && !/^(not applicable|open): \S+ \S+/.test(one.answer),
  );
  const unread = cases.filter(({ id, answer }) => {
    const files = answer.match(/`tests\//g) ?? [];
    return files.length !== named.filter((one) => one.id === id).length;
  });

  expect(wordless).toEqual([]);
  expect(unread).toEqual([]);
});

test("every test that is named is there under its title", () => {
  const lost = named.filter(({ file, title }) => !existsSync(file) || !standsIn(file, title));

  expect(lost).toEqual([]);
});

test("a title that was changed, and one that stands in a comment only, are noticed", () => {
  const own = "tests/access/threats.test.ts";

  expect(standsIn(own, "all cases are there, once and in order")).toBe(true);
  expect(standsIn(own, "all cases are there, once…")).toBe(true);
  expect(standsIn(own, "all cases are there, once")).toBe(false);
  expect(standsIn(own, "What docs/threats.md promises is held here…")).toBe(false);
});

test("no fewer cases are tested than the page says", () => {
  const promised = Number(/\*\*(\d+) of the 201 have a test\.\*\*/.exec(page)?.[1]);

  expect(cases.filter(isTested).length).toBeGreaterThanOrEqual(promised);
});
