import type { Tx } from "#db/client.ts";
import { pageAddress } from "#db/environment.ts";
import { oweMembers } from "#db/outbox.ts";
import type { ApplicationRow } from "#db/queries/applications.ts";
import type { CallRow } from "#db/queries/calls.ts";
import { laureateLetters } from "./letters.ts";

type About = { application: ApplicationRow; call: CallRow; revision: number };

/** Owes every member of a laureate's application the text that waits for their approval. Effects: letters. */
export async function oweProposal(tx: Tx, about: About): Promise<void> {
  const { application, call } = about;
  await oweMembers(tx, application.id, { kind: "laureate_proposed", cause: causeOf(about) }, (name, locale) =>
    laureateLetters[locale].proposed(name, {
      call: call.title[locale],
      link: pageAddress(locale, `applications/${application.code}/publication`),
    }),
  );
}

/** Owes every member the address of what is published now. Effects: letters. */
export async function owePublication(tx: Tx, about: About & { laureate: string }): Promise<void> {
  const { application, call, laureate } = about;
  await oweMembers(
    tx,
    application.id,
    { kind: "laureate_published", cause: causeOf(about) },
    (name, locale) =>
      laureateLetters[locale].published(name, {
        call: call.title[locale],
        link: pageAddress(locale, `laureates/${laureate}`),
        consent: pageAddress(locale, `applications/${application.code}/publication`),
      }),
  );
}

const causeOf = ({ application, revision }: About) => `${application.id}:${String(revision)}`;
