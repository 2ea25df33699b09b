import { eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock, type Clock } from "#db/clock.ts";
import { laureateForUpdate } from "#db/queries/laureates.ts";
import { laureates, publishedLaureates } from "#db/schema/laureates.ts";
import { asViewer } from "#db/viewer.ts";
import { decidedLaureate } from "./laureate-context.server.ts";
import { owePublication } from "./owe-laureate-letter.server.ts";
import { refusalToPublish } from "./policy.ts";

/** Publishes the text that a laureate has approved, in the place of what was published before.
 * @param seen the revision that was on the organiser's screen
 * @throws Refused those of `decidedLaureate` and `refusalToPublish`; `laureate_not_found` before there is a text
 * Effects: what the public reads; the text's state; a letter to every member; an audit line. */
export async function publishLaureate(
  actor: Actor,
  place: { slug: string; code: string },
  seen: number,
  clock: Clock = databaseClock,
): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    const { person, call, application } = await decidedLaureate(tx, actor, place);
    const text = (await laureateForUpdate(tx, application.id)) ?? refuse("laureate_not_found");
    refuseIf(refusalToPublish(text.state, { revision: text.revision, seen }));
    const publishedAt = await clock(tx);
    const { state: _state, approvedBy: _by, approvedAt: _at, revision, ...words } = text;
    await tx
      .insert(publishedLaureates)
      .values({ ...words, firstPublishedAt: publishedAt, publishedAt })
      .onConflictDoUpdate({ target: publishedLaureates.applicationId, set: { ...words, publishedAt } });
    await tx.update(laureates).set({ state: "published" }).where(eq(laureates.applicationId, application.id));
    await owePublication(tx, { application, call, revision, laureate: text.slug });
    const details = { revision };
    await appendAuditEvent(tx, {
      actor: person.id,
      verb: "publish_laureate",
      subject: application.id,
      details,
    });
  });
}
