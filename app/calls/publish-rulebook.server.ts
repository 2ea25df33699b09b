import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { isBlank } from "#app/i18n/written-text.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { nextVersion } from "#db/queries/calls.ts";
import { rubrics, rulebooks } from "#db/schema/calls.ts";
import type { Bilingual } from "#db/vocabulary.ts";
import { organisedCall } from "./call-context.server.ts";
import { parseRubric } from "./criteria.ts";

/** Adds a version of the rulebook; earlier ones stay. Once the call is published, it says what it changes.
 * @throws Refused those of `organisedCall`, `call_incomplete` (a language, or the changes, are missing)
 * Effects: one rulebook; an audit line. */
export async function publishRulebook(
  actor: Actor,
  slug: string,
  { content, changes }: { content: Bilingual; changes: Bilingual },
): Promise<void> {
  const person = requirePerson(actor);
  await inTransaction(async (tx) => {
    const call = await organisedCall(tx, actor, slug);
    if (isBlank(content.en) || isBlank(content.fr))
      refuse("call_incomplete", { part: "rulebook", locale: isBlank(content.fr) ? "fr" : "en" });
    const isNamed = changes.en !== "" && changes.fr !== "";
    if (call.state !== "draft" && !isNamed) refuse("call_incomplete", { part: "changes", locale: null });
    const version = await nextVersion(tx, rulebooks, call.id);
    const row = { id: newId("rulebook"), callId: call.id, version, content };
    await tx.insert(rulebooks).values({ ...row, changes: isNamed ? changes : null });
    const details = { version };
    await appendAuditEvent(tx, { actor: person.id, verb: "publish_rulebook", subject: call.id, details });
  });
}

/** Adds a version of the criteria; earlier ones stay, and reviews keep the one that they were begun with.
 * @param text the rubric as JSON
 * @throws Refused those of `organisedCall`, `criteria_faulty` (with the first fault's place)
 * Effects: one rubric; an audit line. */
export async function publishRubric(actor: Actor, slug: string, text: string): Promise<void> {
  const person = requirePerson(actor);
  const parsed = parseRubric(text);
  if ("faults" in parsed) {
    const [fault] = parsed.faults;
    return refuse("criteria_faulty", { path: fault?.path ?? "", message: fault?.message ?? "" });
  }
  await inTransaction(async (tx) => {
    const call = await organisedCall(tx, actor, slug);
    const version = await nextVersion(tx, rubrics, call.id);
    await tx.insert(rubrics).values({ id: newId("rubric"), callId: call.id, version, ...parsed.rubric });
    const details = { version };
    await appendAuditEvent(tx, { actor: person.id, verb: "publish_rubric", subject: call.id, details });
  });
}
