import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { createTransport, type SentMessageInfo, type Transporter } from "nodemailer";
import { db } from "#db/connections.ts";
import { environment, publicUrl } from "#db/environment.ts";
import { requireNoTransaction } from "#db/outside-transaction.ts";
import { letters } from "#db/schema/platform.ts";
import { secretLetters, type LetterId } from "#db/vocabulary.ts";

let transport: Transporter | null = null;

/** How long a mail server may be silent, in milliseconds; after that the letter waits for its next turn. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };
/** How long it may take in all, however often it says a word. */
const sentWithinMs = 60_000;

/** Sends a letter that is owed. Without a mail server it stays in the outbox, where a page shows it.
 * Whoever sends it claims it first, for longer than sending may take, and holds no lock meanwhile. Its Message-ID is always
 * the same: a letter that is sent twice because its sender died or stood still in between is one letter to the
 * recipient's mail system.
 * @param sender who claims it: the name under which this process holds its jobs
 * @throws Error when the mail server does not take it, or somebody else is sending it; the queue tries again, ever more
 *   slowly
 * Effects: a message by SMTP; the letter's row. */
export async function sendLetter(id: LetterId, sender: string): Promise<void> {
  const { SMTP_URL } = environment();
  if (SMTP_URL === undefined) return;
  transport ??= createTransport({ url: SMTP_URL, ...patience });
  const letter = await claim(id, sender);
  if (letter === null) return;
  const attempts = sql`${letters.attempts} + 1`;
  const over = { claimedBy: null, claimedUntil: null, attempts };
  try {
    await send(transport, letter);
  } catch (error) {
    await db()
      .update(letters)
      .set({ ...over, lastError: codeOf(error) })
      .where(claimedBy(id, sender));
    throw error;
  }
  // Whoever reads the table later finds no link that opens an account.
  const body = secretLetters.includes(letter.kind) ? "" : letter.body;
  await db()
    .update(letters)
    .set({ ...over, sentAt: sql`clock_timestamp()`, body, lastError: null })
    .where(and(eq(letters.id, id), isNull(letters.sentAt)));
}

/** @returns the letter, which is now this sender's to send; null when it has been sent
 * @throws Error when it is another's for now */
async function claim(id: LetterId, sender: string): Promise<typeof letters.$inferSelect | null> {
  const isFree = or(
    isNull(letters.claimedBy),
    eq(letters.claimedBy, sender),
    lt(letters.claimedUntil, sql`clock_timestamp()`),
  );
  const [claimed] = await db()
    .update(letters)
    .set({ claimedBy: sender, claimedUntil: sql`clock_timestamp() + interval '90 seconds'` })
    .where(and(eq(letters.id, id), isNull(letters.sentAt), isFree))
    .returning();
  if (claimed !== undefined) return claimed;
  const [row] = await db().select({ sentAt: letters.sentAt }).from(letters).where(eq(letters.id, id));
  if (row?.sentAt === null) throw new Error(`The letter ${id} is being sent by another process.`);
  return null;
}

function claimedBy(id: LetterId, sender: string) {
  return and(eq(letters.id, id), eq(letters.claimedBy, sender));
}

async function send(through: Transporter, letter: typeof letters.$inferSelect): Promise<void> {
  requireNoTransaction("mail server");
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error("The mail server takes too long."), { code: "ETIMEDOUT" }));
    }, sentWithinMs);
  });
  const sending: Promise<SentMessageInfo> = through.sendMail(messageOf(letter));
  try {
    await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
  }
}

function messageOf(letter: typeof letters.$inferSelect) {
  const host = new URL(publicUrl()).hostname;
  return {
    from: environment().MAIL_FROM,
    to: letter.recipient,
    subject: letter.subject,
    text: letter.body,
    messageId: `<${letter.id}@${host}>`,
    // Tells answering machines to keep quiet (RFC 3834).
    headers: { "Auto-Submitted": "auto-generated", "Content-Language": letter.locale },
  };
}

/** The kind of a failure, without addresses. */
function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
