import { z } from "zod";
import { writtenText } from "#app/i18n/written-text.ts";

/** The language of application forms: what an organiser writes, as JSON, and everything else is derived from.
 * Identifiers are stable over the versions: an answer belongs to its field's id, wherever the field moves. */

const bilingual = z.strictObject({ en: writtenText().min(1), fr: writtenText().min(1) });
const fieldId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, "lower-case letters, digits and _, 40 at most")
  // Answers are looked up by their field in plain objects.
  .refine((id) => !(id in {}), "this word is taken: choose another id");
const optionValue = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "lower-case letters, digits, - and _");

/** When a field or a section is shown, judged on fields above it. */
export type Condition =
  | { field: string; is: string | boolean }
  | { field: string; filled: boolean }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ field: fieldId, is: z.union([z.string(), z.boolean()]) }),
    z.strictObject({ field: fieldId, filled: z.boolean() }),
    z.strictObject({ all: z.array(condition).min(1).max(10) }),
    z.strictObject({ any: z.array(condition).min(1).max(10) }),
    z.strictObject({ not: condition }),
  ]),
);

const common = {
  id: fieldId,
  label: bilingual,
  help: bilingual.optional(),
  optional: z.boolean().default(false),
  when: condition.optional(),
  /** Who may read the answer after the applicants: jurors too, or the administration only. */
  audience: z.enum(["jury", "administration"]).default("jury"),
  /** Whether the answer names the applicants, and is kept from jurors where they must not know them. */
  identifies: z.boolean().default(false),
  /** The criterion of the rubric that jurors mark with this answer. */
  criterion: z.string().optional(),
};

const options = z
  .array(z.strictObject({ value: optionValue, label: bilingual }))
  .min(2)
  .max(60);

const shortText = z.strictObject({
  type: z.literal("short_text"),
  ...common,
  maxCharacters: z.number().int().min(1).max(500).default(200),
  /** Set when the text is somebody's name, for the declaration of interests. */
  names: z.literal("person").optional(),
});
const number = z.strictObject({
  type: z.literal("number"),
  ...common,
  min: z.number().optional(),
  max: z.number().optional(),
  whole: z.boolean().default(false),
  unit: bilingual.optional(),
});
/** An amount in euros. */
const money = z.strictObject({
  type: z.literal("money"),
  ...common,
  min: z.number().min(0).default(0),
  max: z.number().optional(),
});
const date = z.strictObject({
  type: z.literal("date"),
  ...common,
  min: z.iso.date().optional(),
  max: z.iso.date().optional(),
});
const choice = z.strictObject({ type: z.literal("choice"), ...common, options });
const email = z.strictObject({ type: z.literal("email"), ...common });
const organisation = z.strictObject({ type: z.literal("organisation"), ...common });

const column = z.discriminatedUnion("type", [shortText, number, money, date, choice, email, organisation]);

const longText = z.strictObject({
  type: z.literal("long_text"),
  ...common,
  maxWords: z.number().int().min(1).max(5_000).optional(),
  maxCharacters: z.number().int().min(1).max(40_000).optional(),
});
const choices = z.strictObject({
  type: z.literal("choices"),
  ...common,
  options,
  min: z.number().int().min(1).default(1),
  max: z.number().int().min(1).optional(),
});
/** A PDF. */
const document = z.strictObject({
  type: z.literal("document"),
  ...common,
  maxMegabytes: z.number().min(0.1).max(100).default(10),
  maxPages: z.number().int().min(1).max(500).optional(),
});
/** A repeating group: the same columns, row after row. */
const table = z.strictObject({
  type: z.literal("table"),
  ...common,
  columns: z.array(column).min(1).max(8),
  minRows: z.number().int().min(0).default(1),
  maxRows: z.number().int().min(1).max(100).default(20),
  /** A column whose sum has a limit. */
  total: z.strictObject({ column: fieldId, max: z.number() }).optional(),
});
const consent = z.strictObject({ type: z.literal("consent"), ...common });

const field = z.discriminatedUnion("type", [
  shortText,
  longText,
  number,
  money,
  date,
  choice,
  choices,
  email,
  organisation,
  document,
  table,
  consent,
]);

const section = z.strictObject({
  id: fieldId,
  title: bilingual,
  help: bilingual.optional(),
  when: condition.optional(),
  fields: z.array(field).min(1).max(60),
});

export const formSchema = z
  .strictObject({
    /** The field whose answer names the application in lists. */
    titleField: fieldId,
    sections: z.array(section).min(1).max(20),
  })
  .check((context) => {
    for (const message of inconsistencies(context.value))
      context.issues.push({
        code: "custom",
        input: context.value,
        message: message.text,
        path: message.path,
      });
  });

export type Form = z.infer<typeof formSchema>;
export type Section = Form["sections"][number];
export type Field = Section["fields"][number];
export type Column = z.infer<typeof column>;
export type FieldType = Field["type"];

/** What is wrong with a form: where, and what. */
export type FormFault = { path: string; message: string };

/** Reads a form from its JSON text.
 * @returns the form, or everything that is wrong with it, at most twenty lines */
export function parseForm(text: string): { form: Form } | { faults: FormFault[] } {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return { faults: [{ path: "", message: error instanceof Error ? error.message : "not JSON" }] };
  }
  if (isDeeperThan(content, deepestForm)) return { faults: [{ path: "", message: "too deeply nested" }] };
  const parsed = formSchema.safeParse(content);
  if (parsed.success) return { form: parsed.data };
  const faults = parsed.error.issues.map((issue) => ({
    path: issue.path.map(String).join("."),
    message: issue.message,
  }));
  return { faults: faults.slice(0, 20) };
}

/** A form with conditions ten deep needs half of it. */
const deepestForm = 40;

/** Whether something lies further inside than so many levels; level by level, so that no depth exhausts the stack. */
function isDeeperThan(content: unknown, levels: number): boolean {
  let level = [content];
  for (let depth = 0; depth <= levels && level.length > 0; depth++)
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  return level.length > 0;
}

/** The fields of all sections, in their order. */
export function fieldsOf(form: Form): Field[] {
  return form.sections.flatMap((one) => one.fields);
}

type Inconsistency = { path: (string | number)[]; text: string };

/** What a schema of shapes cannot say: ids are unique, conditions look upwards, totals have their column. */
function inconsistencies(form: Form): Inconsistency[] {
  const found: Inconsistency[] = [];
  const above = new Set<string>();
  for (const [s, one] of form.sections.entries()) {
    found.push(...lookingDown(one.when, above, ["sections", s, "when"]));
    for (const [f, field_] of one.fields.entries()) {
      const path = ["sections", s, "fields", f];
      if (above.has(field_.id))
        found.push({ path: [...path, "id"], text: `the id ${field_.id} is used twice` });
      found.push(...lookingDown(field_.when, above, [...path, "when"]));
      if (field_.type === "table") found.push(...inconsistentTable(field_, path));
      above.add(field_.id);
    }
  }
  if (!above.has(form.titleField)) found.push({ path: ["titleField"], text: "no field has this id" });
  return found;
}

function lookingDown(
  one: Condition | undefined,
  above: ReadonlySet<string>,
  path: (string | number)[],
): Inconsistency[] {
  return one === undefined
    ? []
    : fieldsIn(one)
        .filter((id) => !above.has(id))
        .map((id) => ({ path, text: `a condition looks at fields above it, and ${id} is not one` }));
}

function fieldsIn(one: Condition): string[] {
  if ("field" in one) return [one.field];
  if ("not" in one) return fieldsIn(one.not);
  return ("all" in one ? one.all : one.any).flatMap(fieldsIn);
}

function inconsistentTable(
  one: Extract<Field, { type: "table" }>,
  path: (string | number)[],
): Inconsistency[] {
  const found: Inconsistency[] = [];
  const ids = one.columns.map(({ id }) => id);
  if (new Set(ids).size < ids.length)
    found.push({ path: [...path, "columns"], text: "two columns have the same id" });
  if (one.columns.some((other) => other.when !== undefined))
    found.push({ path: [...path, "columns"], text: "columns have no conditions" });
  const summed = one.columns.find(({ id }) => id === one.total?.column);
  if (one.total !== undefined && summed?.type !== "number" && summed?.type !== "money")
    found.push({ path: [...path, "total"], text: "the total needs a column of numbers or amounts" });
  return found;
}
