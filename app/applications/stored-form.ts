import type { FormVersionRow } from "#db/queries/calls.ts";
import { formSchema, type Form } from "./form-schema.ts";

const keptAtMost = 200;
const kept = new Map<FormVersionRow["id"], Form>();

/** The form of a stored version, which was checked before it was stored. A published version never changes: it is read
 * once per process. */
export function storedForm({ id, content, publishedAt }: FormVersionRow): Form {
  const known = kept.get(id);
  if (known !== undefined) return known;
  const form = formSchema.parse(content);
  if (publishedAt === null) return form;
  if (kept.size >= keptAtMost) kept.clear();
  kept.set(id, form);
  return form;
}
