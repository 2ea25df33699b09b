import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { callQuestions } from "#db/schema/calls.ts";
import type { Bilingual, QuestionId } from "#db/vocabulary.ts";
import { organisedCall } from "./call-context.server.ts";

type Answer = { question: Bilingual; answer: Bilingual; amendsRules: boolean };

/** Publishes the answer to a question, in the organisers' wording of it; a question that has its answer gets another.
 * @param answer null sets the question aside: it is not published
 * @throws Refused those of `organisedCall`, `question_not_found`
 * Effects: the question's row; an audit line. */
export async function answerQuestion(
  actor: Actor,
  slug: string,
  id: QuestionId,
  answer: Answer | null,
): Promise<void> {
  const person = requirePerson(actor);
  await inTransaction(async (tx) => {
    const call = await organisedCall(tx, actor, slug);
    const outcome =
      answer === null ? { state: "set_aside" as const } : { ...answer, state: "answered" as const };
    const changed = await tx
      .update(callQuestions)
      .set({ ...outcome, answeredAt: sql`clock_timestamp()`, answeredBy: person.id })
      .where(and(eq(callQuestions.id, id), eq(callQuestions.callId, call.id)))
      .returning({ id: callQuestions.id });
    if (changed.length === 0) refuse("question_not_found");
    const details = { state: outcome.state };
    await appendAuditEvent(tx, { actor: person.id, verb: "answer_question", subject: id, details });
  });
}
