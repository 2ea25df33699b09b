import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { Refused, refuse } from "#app/accounts/refusal.ts";
import { isBlank, withoutBlankEdges } from "#app/i18n/written-text.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { conflictsOfPerson, jurorOfPerson, lockJury, writeConflicts } from "#db/queries/juries.ts";
import { judgedApplication } from "#db/queries/reviews.ts";
import type { PersonId } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { afterConflictEvent, type ConflictEvent } from "./conflict-states.ts";
import { jurorContext, organiserContext } from "./jury-context.server.ts";
import { setAside } from "./set-aside.server.ts";

/** Confirms a conflict of somebody with an application, or dismisses what was found, with a reason. To an organiser in
 * conflict with it the application does not exist.
 * @throws Refused those of `organiserContext`; `application_not_found`, `conflict_reason_required`,
 *   `conflict_transition_unknown`
 * Effects: the conflict with its history; a confirmed juror's review is set aside; an audit line. */
export async function ruleOnConflict(
  actor: Actor,
  slug: string,
  { code, personId }: { code: string; personId: PersonId },
  event: Extract<ConflictEvent, { kind: "confirm" | "dismiss" }> & { reason: string },
): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    const { person, call } = await organiserContext(tx, actor, slug);
    await lockJury(tx, call.id);
    const found = (await judgedApplication(tx, call.id, code)) ?? refuse("application_not_found");
    const applicationId = found.application.id;
    const rows = await conflictsOfPerson(tx, call.id, personId);
    const row = rows.find((one) => one.applicationId === applicationId);
    // Nobody clears themselves.
    if (row === undefined || personId === person.id) return refuse("application_not_found");
    const next = afterConflictEvent(row.state, event, { kind: "organiser" });
    if ("refusal" in next) throw new Refused(next.refusal);
    const now = await databaseClock(tx);
    const juror = await jurorOfPerson(tx, call.id, personId);
    if (next.state === "confirmed" && juror !== null)
      await setAside(tx, { juror, applicationId, personId: person.id, now });
    const reason = isBlank(event.reason) ? null : withoutBlankEdges(event.reason);
    const { evidence } = row;
    const change = { applicationId, personId, callId: call.id, previousState: row.state, state: next.state };
    await writeConflicts(
      tx,
      [{ ...change, source: "organiser", evidence, reason, changedBy: person.id }],
      now,
    );
    const details = { person: personId, state: next.state };
    await appendAuditEvent(tx, {
      actor: person.id,
      verb: "rule_on_conflict",
      subject: applicationId,
      details,
    });
  });
}

/** A juror finds out while reading that they have a tie: from now on the application is closed to them, and what they
 * wrote is set aside.
 * @throws Refused those of `jurorContext`; `application_not_found` for an application that they cannot see
 * Effects: the conflict with its history, the review and the assignment set aside; an audit line. */
export async function declareLateTie(
  actor: Actor,
  slug: string,
  { code, nature }: { code: string; nature: string },
): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    const context = await jurorContext(tx, actor, slug);
    const { person, call, juror } = context;
    await lockJury(tx, call.id);
    const found = (await judgedApplication(tx, call.id, code)) ?? refuse("application_not_found");
    const applicationId = found.application.id;
    const now = await databaseClock(tx);
    const row = (await conflictsOfPerson(tx, call.id, person.id)).find(
      (one) => one.applicationId === applicationId,
    );
    await setAside(tx, { juror, applicationId, personId: person.id, now });
    const words = isBlank(nature) ? [] : [{ nature: withoutBlankEdges(nature) }];
    const previousState = row?.state ?? "unknown";
    await writeConflicts(
      tx,
      [
        {
          ...{ applicationId, personId: person.id, callId: call.id, previousState },
          ...{ state: "declared", source: "declaration", evidence: [...(row?.evidence ?? []), ...words] },
          ...{ reason: null, changedBy: person.id },
        },
      ],
      now,
    );
    await appendAuditEvent(tx, { actor: person.id, verb: "declare_late_tie", subject: applicationId });
  });
}
