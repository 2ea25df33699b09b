import type { DocumentId, DocumentState } from "#db/vocabulary.ts";
import type { DocumentFacts } from "./form-check.ts";

/** What the form needs to know of documents; one whose bytes have not arrived does not exist yet. */
export function documentFacts(
  rows: readonly { id: DocumentId; fieldId: string; state: DocumentState }[],
): DocumentFacts {
  return Object.fromEntries(
    rows.flatMap(({ id, fieldId, state }) =>
      state === "uploading" || state === "abandoned" ? [] : [[id, { field: fieldId, state }] as const],
    ),
  );
}
