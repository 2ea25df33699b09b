import { eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock, type Clock } from "#db/clock.ts";
import { laureateForUpdate } from "#db/queries/laureates.ts";
import { laureates } from "#db/schema/laureates.ts";
import { asViewer } from "#db/viewer.ts";
import { ownApplication } from "./laureate-context.server.ts";
import { refusalToApprove, refusalToWrite } from "./policy.ts";
import type { OwnWords } from "./rules.ts";

/** Keeps what somebody of a laureate's own people has changed in their text, without approving it.
 * @param seen the revision that was on the screen
 * @throws Refused those of `ownApplication` and `refusalToWrite`; `laureate_not_found` before the organiser has proposed
 *   a text
 * Effects: the text, which loses its approval; an audit line. */
export async function saveLaureateText(
  actor: Actor,
  code: string,
  words: OwnWords,
  seen: number,
): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    const { person, application, role } = await ownApplication(tx, actor, code);
    const text = (await laureateForUpdate(tx, application.id)) ?? refuse("laureate_not_found");
    refuseIf(refusalToWrite(role, { revision: text.revision, seen }));
    const revision = text.revision + 1;
    const state = { revision, state: "drafted" as const, approvedBy: null, approvedAt: null };
    await tx
      .update(laureates)
      .set({ ...words, ...state })
      .where(eq(laureates.applicationId, application.id));
    const details = { revision };
    await appendAuditEvent(tx, {
      actor: person.id,
      verb: "save_laureate_text",
      subject: application.id,
      details,
    });
  });
}

/** Approves the text about oneself, as it stands on the screen: from now on an organiser may publish it.
 * @param seen the revision that was on the screen, so that what others have changed since is not approved unread
 * @throws Refused those of `ownApplication` and `refusalToApprove`; `laureate_not_found`
 * Effects: the text with its approval; an audit line. */
export async function approveLaureateText(
  actor: Actor,
  code: string,
  { seen, haveAgreed, ...words }: OwnWords & { seen: number; haveAgreed: boolean },
  clock: Clock = databaseClock,
): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    const { person, application, role } = await ownApplication(tx, actor, code);
    const text = (await laureateForUpdate(tx, application.id)) ?? refuse("laureate_not_found");
    const names = { people: words.people, haveAgreed };
    refuseIf(refusalToApprove(role, { revision: text.revision, seen }, names));
    const revision = text.revision + 1;
    const approval = { state: "approved" as const, approvedBy: person.id, approvedAt: await clock(tx) };
    await tx
      .update(laureates)
      .set({ ...words, revision, ...approval })
      .where(eq(laureates.applicationId, application.id));
    const details = { revision, people: words.people.length };
    await appendAuditEvent(tx, {
      actor: person.id,
      verb: "approve_laureate_text",
      subject: application.id,
      details,
    });
  });
}
