import { z } from "zod";
import { writtenText } from "#app/i18n/written-text.ts";
import { checkOutcomes } from "#db/vocabulary.ts";

/** A save from the form: changed fields, and the last revision that the browser knows. */
export const saveForm = z.object({
  changes: z
    .array(
      z.object({
        field: z.string().max(60),
        value: z.unknown(),
        base: z.number().int().min(0),
      }),
    )
    .max(400),
  since: z.number().int().min(0),
});

/** What happens to a document. */
export const documentForm = z.union([
  z.object({
    begin: z.object({
      field: z.string().max(60),
      fileName: writtenText().min(1).max(200),
      sizeBytes: z.number().int().min(0).max(1e10),
    }),
  }),
  z.object({ complete: z.templateLiteral(["document_", z.string()]) }),
  z.object({ state: z.templateLiteral(["document_", z.string()]) }),
]);

export const inviteForm = z.object({
  intent: z.literal("invite"),
  email: writtenText().max(254).pipe(z.email()),
  role: z.enum(["editor", "viewer"]),
});
const removeForm = z.object({
  intent: z.literal("remove"),
  person: z.templateLiteral(["person_", z.string()]),
});
const revokeForm = z.object({
  intent: z.literal("revoke"),
  invitation: z.templateLiteral(["appinvite_", z.string()]),
});
const withdrawForm = z.object({ intent: z.literal("withdraw"), sure: z.literal("on") });

/** Everything on the page of an application's people. */
export const peopleForm = z.discriminatedUnion("intent", [inviteForm, removeForm, revokeForm, withdrawForm]);

export const joinForm = z.object({ key: z.string().min(20).max(100) });

/** The form of a call's applications, as text. */
export const applicationFormForm = z.object({
  intent: z.enum(["save", "publish"]),
  form: z.string().max(400_000),
});

const outcome = z
  .enum(["", ...checkOutcomes])
  .optional()
  .transform((chosen) => (chosen === "" ? undefined : chosen));
const checksForm = z.object({
  intent: z.literal("checks"),
  eligible: outcome,
  in_scope: outcome,
  no_patient_data: outcome,
});
const bilingualText = { fr: writtenText().max(4_000), en: writtenText().max(4_000) };
const rulingForm = z.object({
  intent: z.literal("rule"),
  outcome: z.enum(["admissible", "inadmissible"]),
  reasons_fr: bilingualText.fr,
  reasons_en: bilingualText.en,
});
const complementForm = z.object({
  intent: z.literal("complement"),
  /** Ids of fields, separated by spaces. */
  fields: z.string().max(4_000),
  message_fr: bilingualText.fr,
  message_en: bilingualText.en,
  dueAt: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/),
});

/** Everything that an officer does with a received application. */
export const examinationForm = z.discriminatedUnion("intent", [checksForm, rulingForm, complementForm]);
