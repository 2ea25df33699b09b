import { newId } from "./ids.ts";
import { enqueue } from "./queue.ts";
import type { Tx } from "./client.ts";
import { applicationMembersOf } from "./queries/applications.ts";
import { letters } from "./schema/platform.ts";
import type { ApplicationId, LetterId, LetterKind, Locale, PersonId } from "./vocabulary.ts";

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

/** Owes every member of an application a letter, in the language of each.
 * @param reason what kind of letter, and what it is owed for: each member gets one of a kind for one cause
 * @param words the letter to somebody of that name in that language
 * Effects: those of `oweLetter`, for each member. */
export async function oweMembers(
  tx: Tx,
  applicationId: ApplicationId,
  { kind, cause }: { kind: LetterKind; cause: string },
  words: (name: string, locale: Locale) => Pick<Letter, "subject" | "body">,
): Promise<void> {
  for (const { personId, email, displayName, locale } of await applicationMembersOf(tx, applicationId)) {
    const key = `${kind}:${cause}:${personId}`;
    await oweLetter(tx, { key, kind, personId, recipient: email, locale, ...words(displayName, locale) });
  }
}
