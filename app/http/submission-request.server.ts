import type { Actor } from "#app/accounts/actor.ts";
import { withoutBlankEdges } from "#app/i18n/written-text.ts";
import type { SubmissionId, SubmissionOrigin } from "#db/vocabulary.ts";
import { largeFromBytes } from "#app/submissions/rules.ts";
import { refuseBeforehand, submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { filesAtOnce } from "#app/limits.ts";
import { whileHeld } from "./held.server.ts";
import { Pot } from "./pot.ts";
import { receiveFile } from "./received-file.server.ts";

const underWay = new Pot(filesAtOnce);

type Sender = { actor: Actor; address: string; origin: SubmissionOrigin };

/** Submits the file that is a request's body; its name, note and idempotency key come as headers.
 * @throws Refused those of `submitPredictions`; `too_many_at_once`, `busy`, `body_cut_off` */
export async function submitBody(request: Request, slug: string, sender: Sender): Promise<SubmissionId> {
  await refuseBeforehand(sender.actor, slug);
  return whileHeld(underWay, sender, () => receiveAndSubmit(request, slug, sender));
}

async function receiveAndSubmit(
  request: Request,
  slug: string,
  { actor, origin }: Sender,
): Promise<SubmissionId> {
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
