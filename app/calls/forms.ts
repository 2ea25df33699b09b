import { z } from "zod";
import { visibleLength, writtenText } from "#app/i18n/written-text.ts";
import { isTimeZone } from "#app/i18n/zoned-time.ts";
import { blindnesses, callRoles, locales, silenceMeanings } from "#db/vocabulary.ts";

const line = writtenText().max(300);
const markdown = z.string().max(100_000);
const localTime = z.union([z.literal(""), z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)]);

export const newCallForm = z.object({
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60),
  title_fr: line.min(1),
  title_en: line,
});

/** The words and dates of a call. Times are those of the call's zone. */
export const callForm = z.object({
  intent: z.literal("edit"),
  title_fr: line,
  title_en: line,
  summary_fr: writtenText().max(600),
  summary_en: writtenText().max(600),
  description_fr: markdown,
  description_en: markdown,
  timeZone: z.string().refine(isTimeZone),
  opensAt: localTime,
  closesAt: localTime,
  questionsCloseAt: localTime,
  resultsExpectedAt: localTime,
  blindness: z.enum(blindnesses),
});

export const mentionsForm = z.object({
  intent: z.literal("mentions"),
  service_fr: line,
  service_en: line,
  postalAddress_fr: line,
  postalAddress_en: line,
  email: z.union([z.literal(""), z.email()]),
  phone: writtenText().max(40),
  silence: z.enum(silenceMeanings),
  silenceOn: z.union([z.literal(""), z.iso.date()]),
  appeals_fr: z.string().max(5_000),
  appeals_en: z.string().max(5_000),
});

export const rulebookForm = z.object({
  intent: z.literal("rulebook"),
  content_fr: markdown,
  content_en: markdown,
  changes_fr: writtenText().max(1_000).default(""),
  changes_en: writtenText().max(1_000).default(""),
});

export const criteriaForm = z.object({ intent: z.literal("criteria"), criteria: z.string().max(200_000) });
export const publicationForm = z.object({ intent: z.literal("publish") });
export const deadlineForm = z.object({
  intent: z.literal("deadline"),
  cutoff: z.templateLiteral(["cutoff_", z.string()]),
  closesAt: localTime,
  reason_fr: line.min(1),
  reason_en: line.min(1),
});
export const memberForm = z.object({
  intent: z.literal("member"),
  email: writtenText().max(254),
  role: z.enum(callRoles),
});

/** Everything that is changed on the organisers' page of a call. */
export const organiseForm = z.discriminatedUnion("intent", [
  callForm,
  mentionsForm,
  rulebookForm,
  criteriaForm,
  publicationForm,
  deadlineForm,
  memberForm,
]);
export type OrganiseForm = z.infer<typeof organiseForm>;

export const askForm = z.object({
  intent: z.literal("ask"),
  text: writtenText()
    .max(2_000)
    .refine((text) => visibleLength(text) >= 10),
  locale: z.enum(locales),
});
export const answerForm = z.object({
  intent: z.literal("answer"),
  question: z.templateLiteral(["question_", z.string()]),
  question_fr: line.min(1),
  question_en: line.min(1),
  answer_fr: writtenText().min(1).max(5_000),
  answer_en: writtenText().min(1).max(5_000),
  amendsRules: z.literal("on").optional(),
});
export const setAsideForm = z.object({
  intent: z.literal("set_aside"),
  question: z.templateLiteral(["question_", z.string()]),
});
export const questionForm = z.discriminatedUnion("intent", [askForm, answerForm, setAsideForm]);
export type QuestionForm = z.infer<typeof questionForm>;
