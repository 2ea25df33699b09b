import type { Tx } from "#db/client.ts";
import { publicUrl } from "#db/environment.ts";
import { oweLetter } from "#db/outbox.ts";
import { applicationMembersOf, type ApplicationRow } from "#db/queries/applications.ts";
import type { CallRow } from "#db/queries/calls.ts";
import type { LetterKind, Locale } from "#db/vocabulary.ts";
import { laureateLetters } from "./letters.ts";

type About = { application: ApplicationRow; call: CallRow; revision: number };

/** Owes every member of a laureate's application the text that waits for their approval. Effects: letters. */
export async function oweProposal(tx: Tx, about: About): Promise<void> {
  const { application, call } = about;
  await oweMembers(tx, "laureate_proposed", about, (name, locale) =>
    laureateLetters[locale].proposed(name, {
      call: call.title[locale],
      link: pageOf(locale, `applications/${application.code}/publication`),
    }),
  );
}

/** Owes every member the address of what is published now. Effects: letters. */
export async function owePublication(tx: Tx, about: About & { laureate: string }): Promise<void> {
  const { application, call, laureate } = about;
  await oweMembers(tx, "laureate_published", about, (name, locale) =>
    laureateLetters[locale].published(name, {
      call: call.title[locale],
      link: pageOf(locale, `laureates/${laureate}`),
      consent: pageOf(locale, `applications/${application.code}/publication`),
    }),
  );
}

async function oweMembers(
  tx: Tx,
  kind: LetterKind,
  { application, revision }: About,
  words: (name: string, locale: Locale) => { subject: string; body: string },
): Promise<void> {
  for (const { personId, email, displayName, locale } of await applicationMembersOf(tx, application.id)) {
    const key = `${kind}:${application.id}:${String(revision)}:${personId}`;
    await oweLetter(tx, { key, kind, personId, recipient: email, locale, ...words(displayName, locale) });
  }
}

const pageOf = (locale: Locale, path: string) => `${publicUrl()}/${locale}/${path}`;
