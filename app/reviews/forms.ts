import { z } from "zod";
import { withoutBlankEdges, writtenText } from "#app/i18n/written-text.ts";

const word = (longest: number) => writtenText().max(longest);
const email = word(254).pipe(z.email());
const count = z.coerce.number().int().min(0).max(500);
const code = z.string().regex(/^[\w-]{1,40}$/);
const list = z
  .string()
  .max(2_000)
  .transform((text) => [...new Set(text.split(/[,;\n]/).map(withoutBlankEdges))].filter((one) => one !== ""));

const invite = z.object({
  intent: z.literal("invite"),
  email,
  name: word(120).min(1),
  organisation: word(200).default(""),
  expertise: list.default([]),
  languages: z.enum(["both", "fr", "en"]).default("both"),
  minLoad: count.default(0),
  maxLoad: count.default(12),
  locale: z.enum(["fr", "en"]).default("fr"),
});
const juror = z.templateLiteral(["juror_", z.string()]);
const person = z.templateLiteral(["person_", z.string()]);

/** Everything on the organisers' page of the jury. */
export const juryForm = z.discriminatedUnion("intent", [
  invite,
  z.object({ intent: z.literal("invite_again"), juror }),
  z.object({ intent: z.literal("charter"), fr: word(20_000).min(1), en: word(20_000).min(1) }),
  z.object({ intent: z.literal("begin") }),
  z.object({ intent: z.literal("look") }),
  z.object({ intent: z.literal("remind") }),
  z.object({ intent: z.literal("confirm"), application: code, person, reason: word(2_000).default("") }),
  z.object({ intent: z.literal("dismiss"), application: code, person, reason: word(2_000).default("") }),
]);

/** The answer to an invitation. */
export const invitationForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("accept"), key: word(100).min(20), charter: z.literal("on") }),
  z.object({
    intent: z.literal("decline"),
    key: word(100).min(20),
    reason: word(2_000).default(""),
    suggestion: word(500).default(""),
  }),
]);

/** Everything on the organisers' page of the assignment. */
export const assignmentForm = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("solve"),
    reviews: z.coerce.number().int().min(1).max(20),
    fairness: z.coerce.number().min(0).max(1).default(0.9),
  }),
  z.object({ intent: z.literal("cancel") }),
  z.object({ intent: z.literal("apply") }),
  z.object({ intent: z.literal("release") }),
  z.object({ intent: z.literal("loads"), juror, minLoad: count, maxLoad: count }),
  z.object({ intent: z.literal("assign"), application: code, juror }),
  z.object({ intent: z.literal("unassign"), application: code, juror, reason: word(2_000).default("") }),
  z.object({ intent: z.literal("lock"), application: code, juror, locked: z.enum(["yes", "no"]) }),
]);

/** A save of a review, field by field: `mark:benefit`, `comment:benefit`, `to_applicant`, `to_committee`. */
export const saveReviewForm = z.object({
  changes: z
    .array(
      z.object({ field: z.string().max(80), value: z.union([z.string().max(20_000), z.number(), z.null()]) }),
    )
    .max(200),
  since: z.number().int().min(0),
});

export const reviewPageForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("hand_in") }),
  z.object({ intent: z.literal("declare"), nature: word(500).default("") }),
]);

export const rankingForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("compute"), places: z.coerce.number().int().min(1).max(500) }),
  z.object({ intent: z.literal("depart"), application: code, reason: word(2_000) }),
  z.object({ intent: z.literal("reopen"), application: code, juror, reason: word(2_000) }),
]);
