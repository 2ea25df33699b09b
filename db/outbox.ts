import { newId } from "./ids.ts";
import { enqueue } from "./queue.ts";
import type { Tx } from "./client.ts";
import { letters } from "./schema/platform.ts";
import type { LetterId, LetterKind, Locale, PersonId } from "./vocabulary.ts";

/** A letter as its recipient will read it: plain text, in one language. */
export type Letter = {
  /** What it is owed for: the same key is never sent twice. */
  key: string;
  kind: LetterKind;
  /** Null when the recipient has no account yet. */
  personId: PersonId | null;
  recipient: string;
  locale: Locale;
  subject: string;
  body: string;
};

/** Owes somebody a letter from the moment the caller's transaction is committed; nothing when the key is known.
 * Effects: one row of the outbox, and the job that sends it. */
export async function oweLetter(tx: Tx, letter: Letter): Promise<void> {
  const id: LetterId = newId("letter");
  const owed = await tx
    .insert(letters)
    .values({ id, ...letter })
    .onConflictDoNothing()
    .returning({ id: letters.id });
  if (owed.length > 0) await enqueue(tx, "send_letter", { letterId: id }, id);
}
