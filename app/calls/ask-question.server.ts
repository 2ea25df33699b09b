import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock, type Clock } from "#db/clock.ts";
import { inTransaction } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { cutoffsOf } from "#db/queries/calls.ts";
import { callQuestions } from "#db/schema/calls.ts";
import type { Locale } from "#db/vocabulary.ts";
import { knownCall } from "./call-context.server.ts";
import { refusalToAsk } from "./policy.ts";
import { callStatus } from "./rules.ts";

/** Asks the organisers a question. Nobody reads it before they answer it, in both languages and without a name.
 * @throws Refused `call_not_found`, `sign_in_required`, `email_not_confirmed`, `questions_closed`
 * Effects: one question; an audit line. */
export async function askQuestion(
  actor: Actor,
  slug: string,
  asked: { text: string; locale: Locale },
  clock: Clock = databaseClock,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { call } = await knownCall(tx, actor, slug);
    const now = await clock(tx);
    const status = callStatus(call, await cutoffsOf(tx, call.id), now);
    refuseIf(refusalToAsk(actor, { status, questionsCloseAt: call.questionsCloseAt }, now));
    const person = requirePerson(actor);
    const id = newId("question");
    const words = { askedText: asked.text, askedLocale: asked.locale };
    await tx
      .insert(callQuestions)
      .values({ id, callId: call.id, personId: person.id, ...words, askedAt: now });
    await appendAuditEvent(tx, { actor: person.id, verb: "ask_question", subject: id });
  });
}
