import type { CheckOutcome } from "#db/vocabulary.ts";
import { openPoints } from "./completeness.ts";
import type { DocumentFacts } from "./form-check.ts";
import { fieldsOf, type Field, type Form } from "./form-schema.ts";
import type { Answers } from "./form-visibility.ts";
import { sameValue } from "./same-value.ts";

/** Points of the checklist that follow from what was received. */
export const automaticRules = ["received_in_time", "complete", "documents_sound"] as const;
/** Points that somebody must look at. */
export const humanRules = ["eligible", "in_scope", "no_patient_data"] as const;
export type AutomaticRule = (typeof automaticRules)[number];
export type HumanRule = (typeof humanRules)[number];
export type CheckRule = AutomaticRule | HumanRule;

export type ReceivedFacts = {
  form: Form;
  answers: Answers;
  /** Ids of the documents of the snapshot. */
  documents: readonly string[];
  /** What is stored and sound of them now. */
  sound: DocumentFacts;
  /** Received before its cut-off, or as a complement that was asked for. */
  isInTime: boolean;
};

/** What the machine can tell of a snapshot. */
export function automaticChecks(facts: ReceivedFacts): Record<AutomaticRule, CheckOutcome> {
  const isSound = facts.documents.every((id) => facts.sound[id]?.state === "accepted");
  const points = openPoints(facts.form, facts.answers, facts.sound);
  return {
    received_in_time: facts.isInTime ? "passed" : "failed",
    complete: points.length === 0 ? "passed" : "failed",
    documents_sound: isSound ? "passed" : "failed",
  };
}

/** What a complement has changed, field by field. */
export type Difference = { field: Field; before: unknown; after: unknown };

/** The fields whose answers differ between two snapshots, in the form's order. */
export function differences(form: Form, before: Answers, after: Answers): Difference[] {
  return fieldsOf(form)
    .filter(({ id }) => !sameValue(before[id] ?? null, after[id] ?? null))
    .map((field) => ({ field, before: before[field.id], after: after[field.id] }));
}
