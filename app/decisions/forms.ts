import { z } from "zod";
import { numberIn } from "#app/applications/form-check.ts";
import { writtenText } from "#app/i18n/written-text.ts";
import { decisionOutcomes, letterOutcomes } from "#db/vocabulary.ts";

const code = z.string().regex(/^[\w-]{1,40}$/);
const words = writtenText().max(5_000);
const seen = z.string().regex(/^[0-9a-f]{64}$/);
const count = (least: number) => z.coerce.number().int().min(least).max(500);
/** As people type it, `150 000 €` or `1234,50`; in cents, null when it is left empty. */
const cents = writtenText()
  .max(30)
  .default("")
  .transform((typed, context) => {
    if (typed === "") return null;
    const value = numberIn(typed);
    if (value !== null && value >= 0 && value <= 20_000_000) return Math.round(100 * value);
    context.addIssue({ code: "custom", message: "not an amount" });
    return z.NEVER;
  });
const empty = z.literal("").transform(() => null);

const reasonsOf = {
  reasons_fr: words,
  reasons_en: words,
  conditions_fr: words.default(""),
  conditions_en: words.default(""),
};

const approve = z.object({ intent: z.literal("approve"), seen });

/** Everything on the page of all decisions of a call. */
export const decisionsForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("compute"), places: count(1) }),
  z.object({
    intent: z.literal("line"),
    places: count(0),
    waiting: count(0),
    laureate_fr: words,
    laureate_en: words,
    waiting_list_fr: words,
    waiting_list_en: words,
    rejected_fr: words,
    rejected_en: words,
    replace: z.literal("on").optional(),
  }),
  approve.extend({ application: z.union([empty, code]) }),
  z.object({ intent: z.literal("promote"), because: code, amount: cents, ...reasonsOf }),
]);

/** Everything on the page of one decision. */
export const decisionForm = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("propose"),
    outcome: z.enum(decisionOutcomes),
    place: z.union([empty, count(1)]).default(null),
    amount: cents,
    departure: words.default(""),
    ...reasonsOf,
  }),
  z.object({ intent: z.literal("take_back") }),
  approve,
]);

const line = writtenText().max(300);
const body = z.string().max(10_000);

/** Everything on the page of the letters. */
export const decisionLettersForm = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("letter"),
    outcome: z.enum(letterOutcomes),
    subject_fr: line,
    subject_en: line,
    body_fr: body,
    body_en: body,
  }),
  z.object({ intent: z.literal("terms"), envelope: cents, marks: z.literal("on").optional() }),
  z.object({
    intent: z.literal("release"),
    letters: z.coerce.number().int().min(0).max(100_000),
    digest: seen,
    despite_open: z.literal("on").optional(),
  }),
]);

export const declineForm = z.object({ intent: z.literal("decline"), sure: z.literal("on") });

/** The text in both languages, null when neither is written. */
export function bothOrNull(fr: string, en: string): { fr: string; en: string } | null {
  return fr === "" && en === "" ? null : { fr, en };
}
