import type { Actor } from "#app/accounts/actor.ts";
import { withoutBlankEdges } from "#app/i18n/written-text.ts";
import type { SubmissionId, SubmissionOrigin } from "#db/vocabulary.ts";
import { largeFromBytes } from "#app/submissions/rules.ts";
import { refuseBeforehand, submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { receiveFile } from "./received-file.server.ts";

/** Submits the file that is a request's body; its name, note and idempotency key come as headers.
 * @throws Refused */
export async function submitBody(
  request: Request,
  actor: Actor,
  slug: string,
  origin: SubmissionOrigin,
): Promise<SubmissionId> {
  await refuseBeforehand(actor, slug);
  const file = await receiveFile(request, largeFromBytes - 1);
  try {
    const details = {
      fileName: headerText(request, "X-File-Name", 200) ?? "predictions.csv",
      note: headerText(request, "X-Note", 500),
      origin,
      idempotencyKey: headerText(request, "Idempotency-Key", 200),
    };
    return await submitPredictions(actor, slug, { file, details });
  } finally {
    await file.discard();
  }
}

/** A header's text, percent-decoded, without control characters; null when absent or empty. */
function headerText(request: Request, name: string, maxLength: number): string | null {
  const sent = request.headers.get(name);
  if (sent === null) return null;
  const text = withoutBlankEdges(decoded(sent).replace(/[\p{Cc}\p{Cf}]/gu, ""));
  return text === "" ? null : text.slice(0, maxLength);
}

/** Browsers can only send Latin letters in a header: others come percent-encoded. What is not, stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
