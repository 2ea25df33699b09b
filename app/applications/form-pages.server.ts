import type { Actor } from "#app/accounts/actor.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { refusalToOrganiseCall } from "#app/calls/policy.ts";
import { db } from "#db/connections.ts";
import { callBySlug, callKnownTo, currentForm, currentRubric, preparedForm } from "#db/queries/calls.ts";
import type { Locale } from "#db/vocabulary.ts";

/** The form of a call as its organisers edit it, as JSON text: the version that is being prepared, or the one in force.
 * @throws Refused `call_not_found`, `sign_in_required`, `call_role_required` */
export async function formPage(actor: Actor, slug: string, locale: Locale) {
  const personId = actor.kind === "person" ? actor.id : null;
  const found = await callBySlug(db(), slug);
  const { call, roles } = (await callKnownTo(db(), found, personId)) ?? refuse("call_not_found");
  refuseIf(refusalToOrganiseCall(actor, roles));
  const inForce = await currentForm(db(), call.id);
  const prepared = await preparedForm(db(), call.id);
  const rubric = await currentRubric(db(), call.id);
  const text = (row: { content: unknown } | null) =>
    row === null ? null : JSON.stringify(row.content, null, 2);
  return {
    inForce: inForce === null ? null : { version: inForce.version, publishedAt: inForce.publishedAt },
    inForceJson: text(inForce),
    formJson: text(prepared ?? inForce) ?? "",
    isPrepared: prepared !== null,
    criteria: Object.fromEntries(
      (rubric?.criteria ?? []).map(({ id, name, weight }) => [id, { name: name[locale], weight }]),
    ),
    timeZone: call.timeZone,
  };
}
