import { desc } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { db } from "#db/connections.ts";
import { environment } from "#db/environment.ts";
import { isDemonstration } from "#db/queries/accounts.ts";
import { letters } from "#db/schema/platform.ts";

const shownAtMost = 50;

/** The newest letters of the outbox: for administrators, and on a machine of one's own for everybody, since no mail
 * server sends them.
 * @throws Refused `sign_in_required`, `administrator_required` */
export async function lettersPage(actor: Actor) {
  const isOpen = await lettersAreShown();
  if (!isOpen && actor.kind === "visitor") refuse("sign_in_required");
  if (!isOpen && !(actor.kind === "person" && actor.isAdministrator)) refuse("administrator_required");
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
export async function lettersAreShown(): Promise<boolean> {
  const { SMTP_URL, HOST } = environment();
  return SMTP_URL === undefined && HOST === undefined && (await isDemonstration(db()));
}
