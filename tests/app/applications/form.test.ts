import { describe, expect, test } from "vitest";
import { answersToSubmit, openPoints, partnersIn, progressOf } from "#app/applications/completeness.ts";
import {
  countCharacters,
  countWords,
  faultsOf,
  isDraftValue,
  numberIn,
  totalOf,
} from "#app/applications/form-check.ts";
import { formChanges, migrationReport } from "#app/applications/form-migration.ts";
import { formSchema, parseForm, type Field, type Form } from "#app/applications/form-schema.ts";
import { isEmpty, visibleFields } from "#app/applications/form-visibility.ts";

const both = (text: string) => ({ en: text, fr: text });

function formOf(fields: unknown[], titleField = "title"): Form {
  const section = { id: "only", title: both("Only"), fields };
  return formSchema.parse({ titleField, sections: [section] });
}

/** The one field of a form, with what the schema fills in. */
function fieldOf(field: Record<string, unknown>): Field {
  const [parsed] = formOf([{ id: "title", label: both("Title"), ...field }]).sections.flatMap(
    ({ fields }) => fields,
  );
  if (parsed === undefined) throw new Error("no field");
  return parsed;
}

const faults = (field: Record<string, unknown>, value: unknown) => faultsOf(fieldOf(field), value, {});

describe("what an organiser may write", () => {
  const title = { type: "short_text", id: "title", label: both("Title") };
  const faultsIn = (content: unknown) => {
    const parsed = parseForm(JSON.stringify(content));
    return "faults" in parsed ? parsed.faults : [];
  };
  const sections = (fields: unknown[]) => ({
    titleField: "title",
    sections: [{ id: "s", title: both("S"), fields }],
  });

  test("a text that is not JSON says so", () => {
    expect(parseForm("{")).toHaveProperty("faults");
  });

  test("a label in one language only is refused, with its place", () => {
    const [fault] = faultsIn(sections([{ ...title, label: { en: "Title", fr: "" } }]));

    expect(fault?.path).toBe("sections.0.fields.0.label.fr");
  });

  test("an id that every object has of itself is refused: what nobody has answered would be filled", () => {
    const [fault] = faultsIn(sections([title, { ...title, id: "constructor", optional: true }]));

    expect(fault?.path).toBe("sections.0.fields.1.id");
  });

  test("conditions inside conditions without end are a fault of the form, not of the site", () => {
    const deep = `${'{"not":'.repeat(20_000)}{"field":"title","filled":true}${"}".repeat(20_000)}`;
    const text = JSON.stringify(sections([title, { ...title, id: "later", when: "deep" }]));

    expect(parseForm(text.replace('"deep"', deep))).toHaveProperty("faults");
  });

  test("an id that is used twice is refused", () => {
    expect(faultsIn(sections([title, title]))).toEqual([
      { path: "sections.0.fields.1.id", message: "the id title is used twice" },
    ]);
  });

  test("a condition may look upwards only, so that no circle exists", () => {
    const below = { ...title, when: { field: "later", filled: true } };
    const later = { type: "email", id: "later", label: both("E-mail") };

    expect(faultsIn(sections([below, later]))).toEqual([
      {
        path: "sections.0.fields.0.when",
        message: "a condition looks at fields above it, and later is not one",
      },
    ]);
    expect(
      faultsIn(sections([title, { ...later, when: { not: { field: "title", filled: true } } }])),
    ).toEqual([]);
  });

  test("a total needs a column of numbers", () => {
    const table = {
      type: "table",
      id: "budget",
      label: both("Budget"),
      columns: [{ type: "short_text", id: "what", label: both("What") }],
      total: { column: "what", max: 10 },
    };

    expect(faultsIn(sections([title, table]))[0]?.message).toBe(
      "the total needs a column of numbers or amounts",
    );
  });

  test("an unknown key is refused rather than ignored", () => {
    expect(faultsIn(sections([{ ...title, requiered: true }]))).toHaveLength(1);
  });
});

describe("answers at submission", () => {
  test("one character over the limit is a fault that names both numbers", () => {
    const field = { type: "short_text", maxCharacters: 5 };

    expect(faults(field, "abcde")).toEqual([]);
    expect(faults(field, "abcdef")).toEqual([{ code: "too_many_characters", max: 5, actual: 6 }]);
  });

  test("words are runs with a letter or a digit; a dash alone is none", () => {
    expect(countWords("  L’essai – phase 3 –\nest  fini. ")).toBe(5);
    expect(faults({ type: "long_text", maxWords: 2 }, "un deux trois")).toEqual([
      { code: "too_many_words", max: 2, actual: 3 },
    ]);
  });

  test("characters are counted as readers see them", () => {
    expect(countCharacters("e\u0301te\u0301")).toBe(3);
    expect(countCharacters("a\r\nb")).toBe(3);
    expect(countCharacters("🧬")).toBe(1);
  });

  test.each([
    ["1 234,5", 1234.5],
    ["12\u202f000\u00a0€", 12000],
    ["-3", -3],
    ["\u22123", -3],
    [".5", 0.5],
    ["1e3", null],
    ["12 mois", null],
    ["", null],
    ["1,2,3", null],
  ])("the number in “%s” is %s", (typed, expected) => {
    expect(numberIn(typed)).toBe(expected);
  });

  test("a number outside its range says the range", () => {
    const field = { type: "number", min: 6, max: 36, whole: true };

    expect(faults(field, "36")).toEqual([]);
    expect(faults(field, "42")).toEqual([{ code: "out_of_range", min: 6, max: 36 }]);
    expect(faults(field, "6,5")).toEqual([{ code: "not_whole" }]);
    expect(faults(field, "six")).toEqual([{ code: "not_a_number" }]);
  });

  test("a date must exist and lie in the period", () => {
    const field = { type: "date", min: "2027-01-01", max: "2027-12-31" };

    expect(faults(field, "2027-02-28")).toEqual([]);
    expect(faults(field, "2027-02-30")).toEqual([{ code: "not_a_date" }]);
    expect(faults(field, "2026-12-31")).toEqual([
      { code: "out_of_period", min: "2027-01-01", max: "2027-12-31" },
    ]);
  });

  test("choices are among the options, neither too few nor too many", () => {
    const options = ["a", "b", "c"].map((value) => ({ value, label: both(value) }));

    expect(faults({ type: "choice", options }, "b")).toEqual([]);
    expect(faults({ type: "choice", options }, "z")).toEqual([{ code: "unknown_choice" }]);
    expect(faults({ type: "choices", options, min: 2 }, ["a"])).toEqual([
      { code: "too_few_choices", min: 2 },
    ]);
    expect(faults({ type: "choices", options, max: 1 }, ["a", "c"])).toEqual([
      { code: "too_many_choices", max: 1 },
    ]);
  });

  test("a consent must be given; a mark that was taken back is missing", () => {
    expect(faults({ type: "consent" }, true)).toEqual([]);
    expect(faults({ type: "consent" }, false)).toEqual([{ code: "missing" }]);
  });

  test("an optional field may stay empty and is checked when it is not", () => {
    expect(faults({ type: "email", optional: true }, " ")).toEqual([]);
    expect(faults({ type: "email", optional: true }, "nobody@")).toEqual([{ code: "not_an_email" }]);
  });

  test("a document counts once the server has accepted it", () => {
    const field = fieldOf({ type: "document" });
    const stateOf = (state: "checking" | "accepted" | "refused") =>
      faultsOf(field, "d", { d: { field: field.id, state } });

    expect(stateOf("accepted")).toEqual([]);
    expect(stateOf("checking")).toEqual([{ code: "document_checking" }]);
    expect(stateOf("refused")).toEqual([{ code: "document_refused" }]);
    expect(faultsOf(field, "d", {})).toEqual([{ code: "missing" }]);
    expect(faultsOf(field, "d", { d: { field: "other", state: "accepted" } })).toEqual([{ code: "missing" }]);
  });

  test("a draft holds what a submission refuses, but not another shape", () => {
    const short = fieldOf({ type: "short_text", maxCharacters: 3 });

    expect(isDraftValue(short, "much too long")).toBe(true);
    expect(isDraftValue(fieldOf({ type: "number" }), "six")).toBe(true);
    expect(isDraftValue(short, ["a"])).toBe(false);
    expect(isDraftValue(short, { en: "a" })).toBe(false);
    expect(isDraftValue(short, null)).toBe(true);
  });

  test("an answer that an earlier version of the field took is missing", () => {
    expect(faults({ type: "short_text" }, ["a"])).toEqual([{ code: "missing" }]);
  });
});

describe("tables", () => {
  const budget = {
    type: "table",
    columns: [
      { type: "short_text", id: "what", label: both("What") },
      { type: "money", id: "amount", label: both("Amount") },
    ],
    maxRows: 2,
    total: { column: "amount", max: 150_000 },
  };

  test("faults say their row and column, and empty rows do not count", () => {
    const rows = [{ row: "r1" }, { row: "r2", what: "Staff", amount: "many" }];

    expect(faults(budget, rows)).toEqual([{ code: "not_a_number", row: 1, column: "amount" }]);
  });

  test("the total is summed in cents and has its limit", () => {
    const table = fieldOf(budget);
    if (table.type !== "table") throw new Error("no table");

    expect(totalOf(table, [{ amount: "0,1" }, { amount: "0,2" }])).toBe(0.3);
    expect(
      faults(budget, [
        { what: "a", amount: "100 000" },
        { what: "b", amount: "50 000,01" },
      ]),
    ).toEqual([{ code: "total_too_high", max: 150_000, total: 150_000.01 }]);
  });

  test("rows have a least and a largest number", () => {
    const rows = ["1", "2", "3"].map((amount) => ({ what: "x", amount }));

    expect(faults(budget, rows)).toEqual([{ code: "too_many_rows", max: 2 }]);
    expect(faults({ ...budget, minRows: 2 }, rows.slice(0, 1))).toEqual([{ code: "too_few_rows", min: 2 }]);
    expect(faults(budget, [])).toEqual([{ code: "missing" }]);
  });
});

const story = formOf([
  { type: "short_text", id: "title", label: both("Title") },
  {
    type: "choice",
    id: "kind",
    label: both("Kind"),
    options: [
      { value: "hospital", label: both("Hospital") },
      { value: "company", label: both("Company") },
    ],
  },
  { type: "short_text", id: "number", label: both("Number"), when: { field: "kind", is: "company" } },
  { type: "long_text", id: "why", label: both("Why"), when: { field: "number", filled: true } },
]);

describe("conditions", () => {
  const ids = (answers: Record<string, unknown>) => visibleFields(story, answers).map(({ id }) => id);

  test("a field appears when its condition holds", () => {
    expect(ids({})).toEqual(["title", "kind"]);
    expect(ids({ kind: "company" })).toEqual(["title", "kind", "number"]);
  });

  test("a hidden field counts as empty for those below it", () => {
    expect(ids({ kind: "company", number: "1" })).toEqual(["title", "kind", "number", "why"]);
    expect(ids({ kind: "hospital", number: "1" })).toEqual(["title", "kind"]);
  });

  test("what is hidden is neither asked for nor submitted, and stays in the draft", () => {
    const answers = { title: "T", kind: "hospital", number: "1", why: "x" };

    expect(openPoints(story, answers, {})).toEqual([]);
    expect(answersToSubmit(story, answers)).toEqual({ title: "T", kind: "hospital" });
  });

  test("all, any and not combine", () => {
    const form = formOf([
      { type: "consent", id: "title", label: both("A") },
      { type: "consent", id: "b", label: both("B") },
      {
        type: "email",
        id: "c",
        label: both("C"),
        when: {
          any: [
            {
              all: [
                { field: "title", is: true },
                { field: "b", is: true },
              ],
            },
            { not: { field: "b", filled: true } },
          ],
        },
      },
    ]);
    const shows = (answers: Record<string, unknown>) =>
      visibleFields(form, answers).some(({ id }) => id === "c");

    expect([shows({}), shows({ b: true }), shows({ title: true, b: true })]).toEqual([true, false, true]);
  });
});

describe("completeness", () => {
  test("what is wrong comes before what is missing", () => {
    const points = openPoints(story, { kind: "neither" }, {});

    expect(points.map(({ field, fault }) => [field.id, fault.code])).toEqual([
      ["kind", "unknown_choice"],
      ["title", "missing"],
    ]);
  });

  test("a section is untouched, begun, faulty or complete", () => {
    const [section] = story.sections;
    if (section === undefined) throw new Error("no section");
    const visible = { ...section, fields: section.fields.slice(0, 2) };
    const progress = (answers: Record<string, unknown>) => progressOf(visible, answers, {});

    expect(progress({})).toBe("untouched");
    expect(progress({ title: "T" })).toBe("begun");
    expect(progress({ title: "T", kind: "?" })).toBe("faulty");
    expect(progress({ title: "T", kind: "company" })).toBe("complete");
  });

  test("emptiness looks inside", () => {
    expect([isEmpty("  "), isEmpty([]), isEmpty([{ row: "x", what: "" }]), isEmpty("0")]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test("organisations and people are found alone and in rows", () => {
    const form = formOf([
      { type: "organisation", id: "title", label: both("Lead") },
      {
        type: "table",
        id: "partners",
        label: both("Partners"),
        columns: [
          { type: "organisation", id: "org", label: both("Organisation") },
          { type: "short_text", id: "who", label: both("Who"), names: "person" },
          { type: "email", id: "mail", label: both("E-mail") },
        ],
      },
    ]);
    const answers = {
      title: "CHU de Valmont",
      partners: [
        { row: "1", org: "Institut Ardant", who: "B. Ollagnier", mail: "b@ardant.invalid" },
        { row: "2" },
      ],
    };

    expect(partnersIn(form, answers)).toEqual([
      { kind: "organisation", name: "CHU de Valmont", organisationName: "CHU de Valmont", email: null },
      { kind: "organisation", name: "Institut Ardant", organisationName: "Institut Ardant", email: null },
      {
        kind: "person",
        name: "B. Ollagnier",
        organisationName: "Institut Ardant",
        email: "b@ardant.invalid",
      },
    ]);
  });
});

describe("another version of the form", () => {
  const after = formOf([
    { type: "short_text", id: "title", label: both("Title"), maxCharacters: 80 },
    { type: "organisation", id: "kind", label: both("Kind") },
    { type: "email", id: "contact", label: both("Contact") },
  ]);

  test("fields are added, removed, retyped or changed by their id", () => {
    expect(formChanges(story, after)).toEqual({
      added: ["contact"],
      removed: ["number", "why"],
      retyped: ["kind"],
      changed: ["title"],
    });
  });

  test("the report names answers that are set aside and those to give again", () => {
    expect(migrationReport(story, after, { title: "T", kind: "company", number: "1" })).toEqual({
      setAside: ["number"],
      toAnswerAgain: ["kind"],
      added: ["contact"],
    });
  });
});
