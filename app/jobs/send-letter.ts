import { and, eq, isNull, sql } from "drizzle-orm";
import { createTransport, type Transporter } from "nodemailer";
import { db, inTransaction } from "#db/connections.ts";
import { environment, publicUrl } from "#db/environment.ts";
import { letters } from "#db/schema/platform.ts";
import { secretLetters, type LetterId } from "#db/vocabulary.ts";

let transport: Transporter | null = null;

/** How long a mail server may be silent, in milliseconds; after that the letter waits for its next turn. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Sends a letter that is owed. Without a mail server it stays in the outbox, where a page shows it.
 * The letter's row is locked while it is sent, and its Message-ID is always the same: a letter that is sent twice
 * because this process died in between is one letter to the recipient's mail system.
 * @throws Error when the mail server does not take it; the queue tries again, ever more slowly
 * Effects: a message by SMTP; the letter's row. */
export async function sendLetter(id: LetterId): Promise<void> {
  const { SMTP_URL } = environment();
  if (SMTP_URL === undefined) return;
  transport ??= createTransport({ url: SMTP_URL, ...patience });
  const sender = transport;
  try {
    await inTransaction(async (tx) => {
      const owed = await tx
        .select()
        .from(letters)
        .where(and(eq(letters.id, id), isNull(letters.sentAt)))
        .for("update");
      const letter = owed[0];
      if (letter === undefined) return;
      await sender.sendMail(messageOf(letter));
      // Whoever reads the table later finds no link that opens an account.
      const body = secretLetters.includes(letter.kind) ? "" : letter.body;
      await tx
        .update(letters)
        .set({ sentAt: sql`clock_timestamp()`, body, attempts: letter.attempts + 1, lastError: null })
        .where(eq(letters.id, id));
    });
  } catch (error) {
    const attempts = sql`${letters.attempts} + 1`;
    await db()
      .update(letters)
      .set({ attempts, lastError: codeOf(error) })
      .where(eq(letters.id, id));
    throw error;
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
