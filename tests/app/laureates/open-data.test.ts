import { describe, expect, test } from "vitest";
import { laureatesAsCsv, laureatesAsJson, openDataAnswer } from "#app/laureates/export-laureates.server.ts";
import { openDataPath } from "#app/laureates/open-data.ts";
import type { Entry } from "#app/laureates/pages.server.ts";

const entry: Entry = {
  ...{ slug: "hemostat-7k2f", place: 1, year: "2026", timeZone: "Europe/Paris" },
  call: { slug: "urgences", title: { fr: "Urgences", en: "Emergency care" } },
  title: { fr: '=HYPERLINK("http://x.invalid")', en: "@SUM(1)" },
  summary: { fr: "Une ligne,\nune autre", en: 'She said “yes”, then "no".' },
  citation: null,
  leadOrganisation: "+CHU",
  partners: ["-Institut", "Labo. Sérac"],
  people: ["Ada Tremblay"],
  topics: [{ value: "heart", label: { fr: "Cœur", en: "Heart" } }],
  amountCents: 14_800_050,
  firstPublishedAt: new Date("2026-06-25T10:00:00Z"),
  publishedAt: new Date("2026-07-01T08:30:00Z"),
};

describe("the CSV", () => {
  test("has a header, quotes what needs it, and holds no cell that a spreadsheet takes for a formula", () => {
    expect(laureatesAsCsv([entry], ",")).toBe(
      [
        "\ufeffid,call,call_title_fr,call_title_en,year,place,title_fr,title_en,summary_fr,summary_en,citation_fr,citation_en,lead_organisation,partners,people,topics,amount_eur,published_at,modified_at,url",
        'hemostat-7k2f,urgences,Urgences,Emergency care,2026,1,"\'=HYPERLINK(""http://x.invalid"")",\'@SUM(1),"Une ligne,\nune autre","She said “yes”, then ""no"".",,,\'+CHU,\'-Institut | Labo. Sérac,Ada Tremblay,heart,148000.5,2026-06-25T10:00:00.000Z,2026-07-01T08:30:00.000Z,http://localhost:3000/fr/laureates/hemostat-7k2f',
        "",
      ].join("\r\n"),
    );
  });

  test("for French spreadsheets has semicolons and a decimal comma, and the same defence", () => {
    const [, line] = laureatesAsCsv([entry], ";").split("\r\n");

    expect(line).toContain(";148000,5;");
    expect(line).toContain(";'@SUM(1);");
  });

  test("without laureates is its header", () => {
    expect(laureatesAsCsv([], ",").split("\r\n")).toHaveLength(2);
  });
});

test("the JSON names its licence and keeps lists as lists", () => {
  const content: unknown = JSON.parse(laureatesAsJson([entry]));

  expect(content).toMatchObject({
    licence: { spdx: "etalab-2.0" },
    modifiedAt: "2026-07-01T08:30:00.000Z",
    laureates: [
      {
        id: "hemostat-7k2f",
        title_fr: '=HYPERLINK("http://x.invalid")',
        partners: ["-Institut", "Labo. Sérac"],
        topics: [{ value: "heart", label: { fr: "Cœur", en: "Heart" } }],
        amount_eur: 148000.5,
      },
    ],
  });
});

test("a file is not sent again to who knows it, and is when it has changed", async () => {
  const kind = { type: "text/csv; charset=utf-8", name: "laureates.csv" };
  const ask = (content: string, known?: string) =>
    openDataAnswer(
      new Request("http://localhost/open-data/laureates.csv", {
        headers: known === undefined ? {} : { "If-None-Match": known },
      }),
      content,
      kind,
    );
  const first = ask("a");
  const tag = first.headers.get("ETag") ?? "";

  expect(await first.text()).toBe("a");
  expect(first.headers.get("Cache-Control")).toBe("public, max-age=60, must-revalidate");
  expect(first.headers.get("Link")).toContain('rel="license"');
  expect(ask("a", `"other", W/${tag}`).status).toBe(304);
  expect(ask("b", tag).status).toBe(200);
});

test("an address of the open data says what it is narrowed to, and nothing that is empty", () => {
  expect(openDataPath("csv", { call: "urgences", search: "" })).toBe(
    "/open-data/laureates.csv?call=urgences",
  );
  expect(openDataPath("json")).toBe("/open-data/laureates.json");
});
