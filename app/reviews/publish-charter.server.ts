import type { Actor } from "#app/accounts/actor.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { currentCharter } from "#db/queries/juries.ts";
import { charters } from "#db/schema/juries.ts";
import type { Bilingual } from "#db/vocabulary.ts";
import { lockedOrganiserContext } from "./jury-context.server.ts";

/** Publishes the charter that jurors accept, as its next version. Who has accepted an earlier one stays bound by that.
 * @throws Refused those of `organiserContext`
 * Effects: one charter; an audit line. Nothing when the words are those of the newest. */
export async function publishCharter(actor: Actor, slug: string, content: Bilingual): Promise<number> {
  return inTransaction(async (tx) => {
    const { person, call } = await lockedOrganiserContext(tx, actor, slug);
    const last = await currentCharter(tx, call.id);
    if (last !== null && last.content.en === content.en && last.content.fr === content.fr)
      return last.version;
    const version = (last?.version ?? 0) + 1;
    await tx.insert(charters).values({ callId: call.id, version, content });
    const details = { version };
    await appendAuditEvent(tx, { actor: person.id, verb: "publish_charter", subject: call.id, details });
    return version;
  });
}
