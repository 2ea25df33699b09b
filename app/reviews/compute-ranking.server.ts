import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { visibleLength, withoutBlankEdges } from "#app/i18n/written-text.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import type { Tx } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { callBySlug, rolesIn } from "#db/queries/calls.ts";
import { lockJury } from "#db/queries/juries.ts";
import { rankedReviews } from "#db/queries/ranked-reviews.ts";
import {
  departuresOf,
  judgedApplication,
  keepRanking,
  newestRanking,
  ownOpenReviews,
} from "#db/queries/reviews.ts";
import { enqueue, type JobPayloads } from "#db/queue.ts";
import { rankingDepartures } from "#db/schema/decisions.ts";
import { asViewer } from "#db/viewer.ts";
import { shortestReason } from "./conflict-states.ts";
import { refusalToSeeRanking } from "./policy.ts";
import { expectedReviews, rankApplications } from "./ranking.ts";
import { rankingBasis } from "./ranking-basis.ts";
import { rankingContent } from "./ranking-content.ts";

const draws = 4_000;

/** Asks for a ranking of the applications that the actor may see; it is computed in the background.
 * @throws Refused those of `rankingViewer`
 * Effects: a job; an audit line. */
export async function requestRanking(actor: Actor, slug: string, places: number): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    const { person, call } = await rankingViewer(tx, actor, slug);
    const payload = { callId: call.id, personId: person.id, places };
    await enqueue(tx, "compute_ranking", payload, `${call.id}:${person.id}`);
    const details = { places };
    await appendAuditEvent(tx, { actor: person.id, verb: "request_ranking", subject: call.id, details });
  });
}

/** Computes a ranking for one person, from nothing but what that person may see. The seed follows from the marks, so
 * that the same marks give the same ranking to everybody who may see them.
 * Effects: one ranking, unless the newest of the same set rests on the same marks, the same line and as many
 * expected reviews. */
export async function computeRanking(payload: JobPayloads["compute_ranking"]): Promise<void> {
  const { callId, personId, places } = payload;
  await asViewer(personId, async (tx) => {
    const { marks, promised, scope, text } = rankingBasis(await rankedReviews(tx, callId));
    const basis = fingerprintOf(text);
    const last = await newestRanking(tx, callId, scope);
    const kept = last === null ? null : rankingContent.parse(last.content);
    const expected = expectedReviews(marks, promised);
    const isSame = last?.basis === basis && kept?.places === places && kept.expectedReviews === expected;
    if (isSame) return;
    const ranking = rankApplications(marks, { places, draws, seed: basis, promised });
    await keepRanking(tx, callId, { content: { scope, seed: basis, draws, places, ...ranking }, basis });
  });
}

/** Notes why the jury departs from the order for an application.
 * @throws Refused those of `rankingViewer`; `application_not_found`, `conflict_reason_required`
 * Effects: one line; an audit line. */
export async function noteDeparture(
  actor: Actor,
  slug: string,
  { code, reason }: { code: string; reason: string },
): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    const { person, call } = await rankingViewer(tx, actor, slug);
    const found = (await judgedApplication(tx, call.id, code)) ?? refuse("application_not_found");
    const applicationId = found.application.id;
    if (visibleLength(reason) < shortestReason)
      refuse("conflict_reason_required", { shortest: shortestReason });
    // Two at once would take the same number.
    await lockJury(tx, call.id);
    const number = (await departuresOf(tx, [applicationId])).length + 1;
    const line = { callId: call.id, applicationId, number, reason: withoutBlankEdges(reason) };
    await tx
      .insert(rankingDepartures)
      .values({ ...line, personId: person.id, notedAt: await databaseClock(tx) });
    await appendAuditEvent(tx, { actor: person.id, verb: "note_departure", subject: applicationId });
  });
}

/** A call whose ranking the actor may see: organisers, the chair and the authority, once their own reviews are handed in.
 * @throws Refused `sign_in_required`, `call_not_found`, `jury_role_required`, `own_reviews_first` */
export async function rankingViewer(tx: Tx, actor: Actor, slug: string) {
  const person = requirePerson(actor);
  const call = await callBySlug(tx, slug);
  if (call === null || call.state === "draft") return refuse("call_not_found");
  const roles = await rolesIn(tx, call.id, person.id);
  refuseIf(refusalToSeeRanking(roles, await ownOpenReviews(tx, call.id, person.id)));
  return { person, call, roles };
}
