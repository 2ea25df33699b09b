import type { Blindness } from "#db/vocabulary.ts";
import { fieldsOf, type Field, type Form } from "./form-schema.ts";

/** The form without what jurors need not know, and where they judge blindly without what names the applicants. */
export function formForJurors(form: Form, blindness: Blindness): Form {
  const isBlind = blindness === "applicants_hidden";
  const isShown = (field: Field) =>
    field.audience === "jury" && !(isBlind && field.identifies) && field.type !== "consent";
  const sections = form.sections
    .map((section) => ({ ...section, fields: section.fields.filter(isShown) }))
    .filter(({ fields }) => fields.length > 0);
  return { ...form, sections };
}

export function hasField(form: Form, id: string): boolean {
  return fieldsOf(form).some((field) => field.id === id);
}
