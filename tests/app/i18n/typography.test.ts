import { expect, test } from "vitest";
import { accountLetters } from "#app/accounts/letters.ts";
import { defaultSitePages } from "#db/seed/site-pages.ts";
import { messages } from "#scoring/messages.ts";

const modules = import.meta.glob<Record<string, unknown>>(
  "../../../app/**/{texts,texts-*,messages-*,letters,standard-letters}.ts",
  {
    eager: true,
  },
);

/** Every French text with the place where it stands; a text that takes arguments is tried with some. */
function frenchTexts(value: unknown, place: string): { place: string; text: string }[] {
  if (typeof value === "string") return [{ place, text: value }];
  if (typeof value === "function") return frenchTexts(tried(value), place);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => frenchTexts(part, `${place}.${key}`));
}

/** Stands for a name, a number and a list at once. */
const anything = Object.assign(["2"], { toPrecision: () => "2" });

function tried(text: object): unknown {
  const isFunction = (value: object): value is (...values: unknown[]) => unknown =>
    typeof value === "function";
  return isFunction(text) ? text(...Array.from({ length: text.length }, () => anything)) : null;
}

const catalogues = Object.entries(modules).flatMap(([path, content]) =>
  Object.values(content).map((catalogue) => ({ path, catalogue })),
);

const sources = [
  ...catalogues.flatMap(({ path, catalogue }) =>
    typeof catalogue === "object" && catalogue !== null && "fr" in catalogue
      ? frenchTexts(catalogue.fr, path.replace("../../../", ""))
      : [],
  ),
  ...frenchTexts(accountLetters.fr, "letters"),
  ...frenchTexts(
    Object.values(defaultSitePages).map((page) => page.fr),
    "site pages",
  ),
  ...Object.entries(messages).flatMap(([name, message]) => {
    const made = tried(message);
    return typeof made === "object" && made !== null && "fr" in made
      ? frenchTexts(made.fr, `scoring messages.${name}`)
      : [];
  }),
];

/** What French typography forbids, with what it asks for. */
const faults = [
  [/[^\u202f\s;!?…»)][;!?](?=\s|$)/, "U+202F before ; ! ?"],
  [/[ \u00a0][;!?]/, "U+202F, not another space, before ; ! ?"],
  [/(?<![\u00a0\d]|https?|mailto):(?=\s|$)/, "U+00A0 before :"],
  [/«(?!\u202f)|(?<!\u202f)»/, "U+202F inside « »"],
  [/\p{L}'\p{L}/u, "’ as apostrophe"],
] as const;

test("the catalogues are found", () => {
  expect(sources.length).toBeGreaterThan(300);
});

test.each(faults)("French texts respect %s (%s)", (fault) => {
  const wrong = sources.filter(({ text }) => fault.test(text.replace(/`[^`]*`/g, "")));

  expect(wrong.map(({ place, text }) => `${place}: ${text.slice(0, 90)}`)).toEqual([]);
});
