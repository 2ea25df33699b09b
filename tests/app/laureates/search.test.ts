import { describe, expect, test } from "vitest";
import { choicesAmong, findLaureates, noQuery, type Searched } from "#app/laureates/search.ts";
import { afterEvent, slugOf } from "#app/laureates/rules.ts";

const heart = { value: "heart", label: { fr: "Cœur", en: "Heart" } };
const laureate = (title: string, more: Partial<Searched> = {}): Searched => ({
  call: { slug: "appel-2026", title: { fr: "L’appel", en: "The call" } },
  year: "2026",
  title: { fr: title, en: `English ${title}` },
  summary: { fr: "", en: "" },
  leadOrganisation: "CHU de Valmont",
  partners: [],
  people: [],
  topics: [],
  ...more,
});
const all = [
  laureate("Hémorragie du post-partum", { topics: [heart], people: ["Zoé Œrtel"] }),
  laureate("Greffon", {
    year: "2025",
    partners: ["Univ. de Brévannes"],
    summary: { fr: "Cœur sain", en: "" },
  }),
  laureate("Pollens", {
    call: { slug: "autre", title: { fr: "Été", en: "Summer" } },
    leadOrganisation: "Météo",
  }),
];
const titles = (query: Partial<typeof noQuery>) =>
  findLaureates(all, { ...noQuery, ...query }).map(({ title }) => title.fr);

describe("a search of laureates", () => {
  test("finds all, in their order, when it asks for nothing", () => {
    expect(titles({})).toEqual(["Hémorragie du post-partum", "Greffon", "Pollens"]);
  });

  test.each([
    ["hemorragie", ["Hémorragie du post-partum"]],
    ["HÉMORRAGIE", ["Hémorragie du post-partum"]],
    ["coeur", ["Hémorragie du post-partum", "Greffon"]],
    ["zoe oertel", ["Hémorragie du post-partum"]],
    ["brevannes", ["Greffon"]],
    ["ete", ["Pollens"]],
    ["english greffon", ["Greffon"]],
    ["partum greffon", []],
    ["  ", ["Hémorragie du post-partum", "Greffon", "Pollens"]],
    ["%", ["Hémorragie du post-partum", "Greffon", "Pollens"]],
  ])(
    "for “%s” looks past accents, case and ligatures, for every word, in both languages",
    (search, found) => {
      expect(titles({ search })).toEqual(found);
    },
  );

  test("narrows by call, year, topic and organisation, partners included, and by several at once", () => {
    expect(titles({ call: "autre" })).toEqual(["Pollens"]);
    expect(titles({ year: "2025" })).toEqual(["Greffon"]);
    expect(titles({ topic: "heart" })).toEqual(["Hémorragie du post-partum"]);
    expect(titles({ organisation: "univ de brevannes" })).toEqual(["Greffon"]);
    expect(titles({ organisation: "CHU de Valmont", year: "2026" })).toEqual(["Hémorragie du post-partum"]);
  });
});

test("the filters offer what occurs, each once, years from the newest", () => {
  expect(choicesAmong(all)).toEqual({
    calls: [
      { value: "appel-2026", label: { fr: "L’appel", en: "The call" } },
      { value: "autre", label: { fr: "Été", en: "Summer" } },
    ],
    years: ["2026", "2025"],
    topics: [heart],
    organisations: ["CHU de Valmont", "Météo", "Univ. de Brévannes"],
  });
});

test.each([
  ["Prédire l’hémorragie", "predire-l-hemorragie"],
  ["Cœur & données", "coeur-donnees"],
  ["  ", "laureate"],
  ["日本", "laureate"],
  [
    "Un titre qui ne finit pas avant la soixantième lettre de son adresse publique",
    "un-titre-qui-ne-finit-pas-avant-la-soixantieme-lettre-de",
  ],
])("the address of “%s” is readable and ends at a word", (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

test("only an approved text is published, and consent is taken back once", () => {
  const states = ["drafted", "approved", "published", "withdrawn"] as const;

  expect(states.map((state) => afterEvent(state, "publish"))).toEqual([null, "published", null, null]);
  expect(states.map((state) => afterEvent(state, "withdraw"))).toEqual([
    "withdrawn",
    "withdrawn",
    "withdrawn",
    null,
  ]);
});
