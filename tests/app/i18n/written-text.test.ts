import { describe, expect, test } from "vitest";
import { accountForm, signUpForm } from "#app/accounts/forms.ts";
import { readPeopleSearch } from "#app/accounts/people-forms.ts";
import { faultsOf } from "#app/applications/form-check.ts";
import { formSchema } from "#app/applications/form-schema.ts";
import { answerForm, askForm, deadlineForm, newCallForm } from "#app/calls/forms.ts";
import { silentDepartures } from "#app/decisions/departures.ts";
import { isBlank, visibleLength, withoutBlankEdges } from "#app/i18n/written-text.ts";
import { publicationForm } from "#app/laureates/forms.ts";
import { juryForm } from "#app/reviews/forms.ts";
import { refusalToReopen, refusalToUnassign } from "#app/reviews/policy.ts";
import { fold } from "#app/reviews/normalise-name.ts";
import { sitePageForm } from "#app/site/forms.ts";
import { teamForm } from "#app/teams/forms.ts";

/** One of each kind of character that leaves no ink. */
const inkless = [
  ...["\u0020", "\u00A0", "\u2003", "\u3000", "\t", "\n", "\u2028", "\u0000", "\u0007", "\u0085"],
  ...["\u00AD", "\u034F", "\u061C", "\u115F", "\u1160", "\u17B4", "\u180E", "\u200B", "\u200D", "\u200E"],
  ...["\u202E", "\u2060", "\u2063", "\u2069", "\u2800", "\u3164", "\uFE0F", "\uFEFF", "\uFFA0", "\u{E0041}"],
];
const blank = inkless.join("");

test.each(inkless)("a text of %j alone is blank", (character) => {
  expect(isBlank(character.repeat(30))).toBe(true);
  expect(visibleLength(`a${character.repeat(30)}b`)).toBeLessThanOrEqual(3);
});

test("what stands between two edges stays as it was written", () => {
  expect(withoutBlankEdges(`${blank}می\u200Cخواهم, l’été \u00A0: oui\u200B\u3164\u2800 \n`)).toBe(
    "می\u200Cخواهم, l’été \u00A0: oui",
  );
  expect(withoutBlankEdges("  ❤\uFE0F  ")).toBe("❤\uFE0F");
  expect(withoutBlankEdges("\u2067שלום\u2069")).toBe("שלום\u2069");
});

test("a text of many blanks is read in one pass", () => {
  const long = `a${" ".repeat(300_000)}b${"\u200B".repeat(300_000)}`;

  expect(withoutBlankEdges(long)).toHaveLength(300_002);
});

describe("a form refuses blank words wherever it asks for some", () => {
  const names = { email: "ada@test.invalid", password: "correct horse battery", affiliation: "" };
  const both = (name: string) => ({ [`${name}_fr`]: blank, [`${name}_en`]: "Text" });
  const own = { revision: "0", title_fr: "T", title_en: "T", summary_fr: "S", summary_en: "S" };
  const page = { intent: "save", version: "original", titleFr: "T", titleEn: "T", contentEn: "C" };
  test.each([
    ["a name", signUpForm, { ...names, displayName: blank }],
    ["a team's name", teamForm, { name: blank, affiliation: "" }],
    ["a token's name", accountForm, { intent: "create", name: blank, access: "read", days: "30" }],
    ["a call's title", newCallForm, { slug: "a", title_fr: blank, title_en: "" }],
    ["a question", askForm, { intent: "ask", text: `Why?${blank.repeat(9)}`, locale: "fr" }],
    [
      "an answer",
      answerForm,
      { intent: "answer", question: "question_1", ...both("question"), answer_fr: "A", answer_en: "A" },
    ],
    [
      "the reason of another deadline",
      deadlineForm,
      { intent: "deadline", cutoff: "cutoff_1", closesAt: "", ...both("reason") },
    ],
    ["a juror's name", juryForm, { intent: "invite", email: "juror@test.invalid", name: blank }],
    ["a charter", juryForm, { intent: "charter", fr: blank, en: "Charter" }],
    [
      "a laureate's organisation",
      publicationForm,
      { intent: "propose", ...own, place: "1", leadOrganisation: blank },
    ],
    ["a page of the site", sitePageForm, { ...page, contentFr: blank }],
  ])("%s", (_what, schema, fields) => {
    expect(schema.safeParse(fields).success).toBe(false);
  });
});

test("a required answer of an application that cannot be seen is missing", () => {
  const label = { en: "L", fr: "L" };
  const fields = [
    { type: "short_text", id: "title", label },
    { type: "long_text", id: "why", label, maxWords: 5 },
    { type: "organisation", id: "lead", label },
  ];
  const form = formSchema.parse({ titleField: "title", sections: [{ id: "one", title: label, fields }] });
  const [section] = form.sections;

  expect(section?.fields.map((field) => faultsOf(field, blank, {}))).toEqual([
    [{ code: "missing" }],
    [{ code: "missing" }],
    [{ code: "missing" }],
  ]);
});

test("a blank that is drawn as a gap parts words, so that a limit of words holds", () => {
  const label = { en: "L", fr: "L" };
  const fields = [
    { type: "short_text", id: "title", label },
    { type: "long_text", id: "why", label, maxWords: 2 },
  ];
  const form = formSchema.parse({ titleField: "title", sections: [{ id: "one", title: label, fields }] });
  const why = form.sections[0]?.fields[1];
  if (why === undefined) throw new Error("no field");

  expect(faultsOf(why, "one\u3164two\u2800three", {})).toEqual([
    { code: "too_many_words", max: 2, actual: 3 },
  ]);
});

test("a reason that cannot be seen is none", () => {
  const reason = `x${blank.repeat(5)}y`;
  const closed = { state: "submitted", callState: "evaluating" } as const;

  expect(refusalToReopen(closed, reason)?.code).toBe("conflict_reason_required");
  expect(refusalToUnassign("draft", reason)?.code).toBe("assignment_reason_required");
  expect(
    silentDepartures([
      { application: "a", rank: 1, outcome: "rejected", reason },
      { application: "b", rank: 2, outcome: "laureate", reason: "" },
    ]),
  ).toHaveLength(2);
});

test("a search of blanks asks for nothing, and invisible letters do not hide a name from it", () => {
  expect(readPeopleSearch(`https://x.invalid/?search=${encodeURIComponent(blank)}`).search).toBe("");
  expect(fold("Mar\u00ADtin\u200B Dupont")).toBe("martin dupont");
});
