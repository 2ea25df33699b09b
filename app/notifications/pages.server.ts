import { desc } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { db } from "#db/connections.ts";
import { environment } from "#db/environment.ts";
import { isDemonstration } from "#db/queries/accounts.ts";
import { letters } from "#db/schema/platform.ts";

const shownAtMost = 50;

/** The newest letters of the outbox: for administrators without what they say, and on a machine of one's own whole and
 * for everybody, since no mail server sends them.
 * @param isLocal whether somebody on this very machine asks
 * @throws Refused `not_found`: to others there is no such page */
export async function lettersPage(actor: Actor, isLocal: boolean) {
  const isOpen = await lettersAreShown(isLocal);
  if (!isOpen && !(actor.kind === "person" && actor.isAdministrator)) refuse("not_found");
  const rows = await db()
    .select({
      id: letters.id,
      recipient: letters.recipient,
      subject: letters.subject,
      body: letters.body,
      createdAt: letters.createdAt,
      sentAt: letters.sentAt,
      lastError: letters.lastError,
    })
    .from(letters)
    .orderBy(desc(letters.id))
    .limit(shownAtMost);
  // An administrator looks after the sending; the links inside let only their recipients in.
  return { isOpen, letters: isOpen ? rows : rows.map((row) => ({ ...row, body: "" })) };
}

/** Whether letters are read on a page instead of being sent: the demonstration, on this machine only. */
export async function lettersAreShown(isLocal: boolean): Promise<boolean> {
  const { SMTP_URL, HOST } = environment();
  return isLocal && SMTP_URL === undefined && HOST === undefined && (await isDemonstration(db()));
}
