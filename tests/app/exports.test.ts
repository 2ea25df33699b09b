import { expect, test } from "vitest";
import { boardAsCsv } from "#app/leaderboards/export-board.server.ts";
import type { Board } from "#app/leaderboards/pages.server.ts";
import { laureatesAsCsv } from "#app/laureates/export-laureates.server.ts";
import type { Entry } from "#app/laureates/pages.server.ts";

const formulas = [
  ...["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\0=1"],
  ...["＝1", "＋1", "－1", "＠SUM(1)", '=HYPERLINK("http://x.invalid";"y")', "=1,=2;=3"],
];
const harmless = ["a=1", "1-2", "Établissement", 'says "no"', "a,b;c", "two\nlines", "'=1", '"=1"\n=2'];

/** Reads RFC 4180. */
function cellsOf(csv: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  const field = new RegExp(
    `("(?:[^"]|"")*"|[^"${delimiter}\\r\\n][^${delimiter}\\r\\n]*|)(${delimiter}|\\r\\n)`,
    "g",
  );
  let row: string[] = [];
  for (const [, raw = "", end] of csv.replace(/^\ufeff/, "").matchAll(field)) {
    row.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end === delimiter) continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const at = new Date("2026-07-01T08:30:00Z");

function boardOf(text: string): string {
  const row: Board["rows"][number] = {
    ...{ teamId: "team_1", name: text, affiliation: text, isBaseline: false, rank: 1, sharedBy: 1 },
    ...{
      score: -0.5,
      scores: { kappa: -0.5 },
      submissionId: "sub_1",
      receivedAt: at,
      submissions: 1,
      lastAt: at,
    },
  };
  const metrics = [{ name: "kappa" }] as Board["metrics"];
  return boardAsCsv({ rows: [row], metrics } as unknown as Board);
}

function laureatesOf(text: string, delimiter: "," | ";"): string {
  const both = { fr: text, en: text };
  const entry: Entry = {
    ...{ slug: "one", place: 1, year: "2026", timeZone: "Europe/Paris", call: { slug: "call", title: both } },
    ...{
      title: both,
      summary: both,
      citation: both,
      leadOrganisation: text,
      partners: [text],
      people: [text],
    },
    ...{ topics: [{ value: text, label: both }], amountCents: 100, firstPublishedAt: at, publishedAt: at },
  };
  return laureatesAsCsv([entry], delimiter);
}

test.each([
  ["a board", boardOf, ",", 2],
  ["laureates", (text: string) => laureatesOf(text, ","), ",", 12],
  ["laureates for French spreadsheets", (text: string) => laureatesOf(text, ";"), ";", 12],
])(
  "no text in an export is a formula to a spreadsheet, and each is read back: %s",
  (_, write, delimiter, columns) => {
    for (const text of [...formulas, ...harmless]) {
      const [header = [], row = []] = cellsOf(write(text), delimiter);
      const kept = row.filter((cell) => cell === text || cell === `'${text}`);

      expect(row).toHaveLength(header.length);
      expect(kept).toHaveLength(columns);
      expect(new Set(kept)).toEqual(new Set([formulas.includes(text) ? `'${text}` : text]));
    }
  },
);

test("a negative score stays a number", () => {
  expect(cellsOf(boardOf("a"), ",")[1]?.[4]).toBe("-0.5");
});
