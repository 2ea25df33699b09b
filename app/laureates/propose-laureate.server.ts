import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { newId } from "#db/ids.ts";
import { laureateForUpdate } from "#db/queries/laureates.ts";
import { laureates } from "#db/schema/laureates.ts";
import { asViewer } from "#db/viewer.ts";
import { decidedLaureate, formOf } from "./laureate-context.server.ts";
import { refuseIf } from "#app/accounts/refusal.ts";
import { oweProposal } from "./owe-laureate-letter.server.ts";
import { refusalOfOutdated } from "./policy.ts";
import { slugOf, topicsOf, type OrganiserWords } from "./rules.ts";

const lettersOfSlug = 5;

/** Writes, or changes, the public text about a laureate and sends it to its people for approval. What is published
 * meanwhile stays as it is. Names that the laureate has not given are left out.
 * @param seen the revision that was on the organiser's screen; 0 before there is a text
 * @returns the new revision
 * @throws Refused those of `decidedLaureate`; `laureate_changed_meanwhile`
 * Effects: the text, which loses its approval; a letter to every member; an audit line. */
export async function proposeLaureate(
  actor: Actor,
  place: { slug: string; code: string },
  { saysAmount, ...written }: OrganiserWords,
  seen: number,
): Promise<number> {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const { person, call, application, received, amountCents } = await decidedLaureate(tx, actor, place);
    const before = await laureateForUpdate(tx, application.id);
    refuseIf(refusalOfOutdated({ revision: before?.revision ?? 0, seen }));
    const revision = seen + 1;
    const words = {
      // Whoever is named has agreed, which only the team can know: an organiser takes names out and adds none.
      ...{ ...written, people: written.people.filter((name) => before?.people.includes(name)) },
      ...{ topics: topicsOf(await formOf(tx, received), received.answers) },
      ...{ amountCents: saysAmount ? amountCents : null },
      ...{ revision, state: "drafted" as const, approvedBy: null, approvedAt: null },
    };
    const [applicationId, callId] = [application.id, call.id];
    const slug = `${slugOf(written.title.fr)}-${newId("laureate").slice(-lettersOfSlug)}`;
    await tx
      .insert(laureates)
      .values({ applicationId, callId, slug, ...words })
      .onConflictDoUpdate({ target: laureates.applicationId, set: words });
    await oweProposal(tx, { application, call, revision });
    const details = { revision };
    await appendAuditEvent(tx, {
      actor: person.id,
      verb: "propose_laureate",
      subject: application.id,
      details,
    });
    return revision;
  });
}
