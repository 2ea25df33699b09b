import type { Tx } from "#db/client.ts";
import { pageAddress } from "#db/environment.ts";
import { newId } from "#db/ids.ts";
import { oweLetter } from "#db/outbox.ts";
import type { EmailTokenPurpose, LetterKind, Locale, PersonId } from "#db/vocabulary.ts";
import { issueEmailToken, validForHours } from "./email-tokens.server.ts";
import { accountLetters } from "./letters.ts";

/** Who a letter about an account goes to. */
export type Recipient = { id: PersonId; email: string; displayName: string; locale: Locale };

/** Owes the letter with the link that confirms an address. It names nobody: the address may be a stranger's to whoever
 * wrote the name, and the name a message to them.
 * Effects: a link, which ends earlier ones; a letter. */
export async function oweConfirmation(tx: Tx, to: Recipient): Promise<void> {
  const link = await linkOf(tx, to, "confirm_email", "confirm-email");
  const text = accountLetters[to.locale].confirmEmail(link, validForHours.confirm_email);
  await owe(tx, to, "confirm_email", text);
}

/** Owes the letter with the link that opens the choice of another password.
 * Effects: a link, which ends earlier ones; a letter. */
export async function owePasswordReset(tx: Tx, to: Recipient): Promise<void> {
  const link = await linkOf(tx, to, "reset_password", "new-password");
  const text = accountLetters[to.locale].resetPassword(to.displayName, link, validForHours.reset_password);
  await owe(tx, to, "reset_password", text);
}

/** Owes the letter to somebody who asked for a second account. Effects: a letter. */
export async function oweAccountExists(tx: Tx, to: Recipient): Promise<void> {
  const [signIn, reset] = [pageAddress(to.locale, "sign-in"), pageAddress(to.locale, "forgotten-password")];
  await owe(tx, to, "account_exists", accountLetters[to.locale].accountExists(to.displayName, signIn, reset));
}

/** Owes the letter that a changed password is always followed by. Effects: a letter. */
export async function owePasswordChanged(tx: Tx, to: Recipient): Promise<void> {
  const reset = pageAddress(to.locale, "forgotten-password");
  await owe(tx, to, "password_changed", accountLetters[to.locale].passwordChanged(to.displayName, reset));
}

async function linkOf(tx: Tx, to: Recipient, purpose: EmailTokenPurpose, path: string): Promise<string> {
  return `${pageAddress(to.locale, path)}?key=${await issueEmailToken(tx, to.id, purpose)}`;
}

async function owe(
  tx: Tx,
  to: Recipient,
  kind: LetterKind,
  text: { subject: string; body: string },
): Promise<void> {
  const key = `${kind}:${newId("cause")}`;
  await oweLetter(tx, { key, kind, personId: to.id, recipient: to.email, locale: to.locale, ...text });
}
