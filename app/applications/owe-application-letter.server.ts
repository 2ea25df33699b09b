import { formatDateTime, zoneName } from "#app/i18n/format.ts";
import type { Tx } from "#db/client.ts";
import { pageAddress } from "#db/environment.ts";
import type { ApplicationRow } from "#db/queries/applications.ts";
import type { CallRow } from "#db/queries/calls.ts";
import { oweLetter, oweMembers } from "#db/outbox.ts";
import type { LegalMentions } from "#db/schema/calls.ts";
import type { ApplicationSubmissionId, Bilingual, Locale } from "#db/vocabulary.ts";
import type { MemberContext } from "./application-context.server.ts";
import { legalWords } from "./legal-words.ts";
import { applicationLetters } from "./letters.ts";

type Receipt = {
  id: ApplicationSubmissionId;
  number: number;
  title: string;
  receiptNumber: string;
  receivedAt: Date;
  digest: string;
  documents: number;
  legalMentions: LegalMentions;
};

/** Owes every member of an application its receipt, in the language of each. Effects: letters. */
export async function oweReceipt(tx: Tx, context: MemberContext, receipt: Receipt): Promise<void> {
  const { application, call } = context;
  await oweMembers(
    tx,
    application.id,
    { kind: "application_received", cause: receipt.id },
    (name, locale) => {
      const mentions = legalWords(receipt.legalMentions, locale);
      return applicationLetters[locale].received(name, {
        call: call.title[locale],
        title: receipt.title === "" ? application.code : receipt.title,
        receiptNumber: receipt.receiptNumber,
        receivedAt: inZone(locale, receipt.receivedAt, call.timeZone),
        digest: receipt.digest,
        documents: receipt.documents,
        mentions: mentions.map(({ heading, text }) => `${heading}\n${text}`).join("\n\n"),
        link: pageAddress(locale, `applications/${application.code}/received`),
      });
    },
  );
}

/** Owes every member the letter that their application is withdrawn. Effects: letters. */
export async function oweWithdrawal(tx: Tx, application: ApplicationRow, call: CallRow): Promise<void> {
  await oweMembers(
    tx,
    application.id,
    { kind: "application_withdrawn", cause: application.id },
    (name, locale) => applicationLetters[locale].withdrawn(name, call.title[locale], application.code),
  );
}

type ComplementWords = { id: string; message: Bilingual; dueAt: Date };

/** Owes every member the request for a complement. Effects: letters. */
export async function oweComplement(
  tx: Tx,
  { application, call }: { application: ApplicationRow; call: CallRow },
  { id, message, dueAt }: ComplementWords,
): Promise<void> {
  await oweMembers(tx, application.id, { kind: "complement_requested", cause: id }, (name, locale) =>
    applicationLetters[locale].complement(name, {
      call: call.title[locale],
      message: message[locale],
      dueAt: inZone(locale, dueAt, call.timeZone),
      link: pageAddress(locale, `applications/${application.code}`),
    }),
  );
}

type Ruling = { number: number; isAdmissible: boolean; reasons: Bilingual | null };

/** Owes every member what was ruled on their application, with its reasons and the ways of appeal. Effects: letters. */
export async function oweRuling(
  tx: Tx,
  { application, call }: { application: ApplicationRow; call: CallRow },
  { number, isAdmissible, reasons }: Ruling,
): Promise<void> {
  const cause = `${application.id}:${String(number)}`;
  await oweMembers(tx, application.id, { kind: "admissibility_ruled", cause }, (name, locale) =>
    applicationLetters[locale].ruled(name, {
      call: call.title[locale],
      code: application.code,
      isAdmissible,
      reasons: reasons?.[locale] ?? "",
      appeals: call.legalMentions.appeals[locale],
      link: pageAddress(locale, `applications/${application.code}/received`),
    }),
  );
}

/** Owes a stranger the letter with the link to an application. Effects: one letter. */
export async function oweInvitation(
  tx: Tx,
  context: MemberContext,
  invitation: { id: string; email: string; mayEdit: boolean; key: string; days: number },
): Promise<void> {
  const { locale } = context.application;
  const text = applicationLetters[locale].invitation({
    inviter: context.person.displayName,
    call: context.call.title[locale],
    mayEdit: invitation.mayEdit,
    link: `${pageAddress(locale, "join")}?key=${invitation.key}`,
    days: invitation.days,
  });
  const key = `application_invitation:${invitation.id}`;
  await oweLetter(tx, {
    key,
    kind: "application_invitation",
    personId: null,
    recipient: invitation.email,
    locale,
    ...text,
  });
}

const inZone = (locale: Locale, at: Date, timeZone: string) =>
  `${formatDateTime(locale, at, timeZone)} (${zoneName(locale, timeZone)})`;
