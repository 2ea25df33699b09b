import { withoutBlankEdges } from "#app/i18n/written-text.ts";
import type { Tx } from "#db/client.ts";
import { pageAddress } from "#db/environment.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import type { CallRow } from "#db/queries/calls.ts";
import { decisionLettersOf, membersOfApplications, type DecisionRow } from "#db/queries/decisions.ts";
import type { Letter } from "#db/outbox.ts";
import type { LetterOutcome, Locale } from "#db/vocabulary.ts";
import type { DecidedFile } from "./decision-table.server.ts";
import {
  faultsOfTemplate,
  filledIn,
  type LetterPlace,
  type PlaceValues,
  type TemplateFault,
} from "./letter-places.ts";
import { formatCents } from "./money.ts";
import { letterKindOf } from "./rules.ts";

/** A letter as it will be sent, with the application and the outcome that it is about. */
export type RenderedLetter = Letter & { code: string; outcome: LetterOutcome; empty: LetterPlace[] };

export type Rehearsal = {
  letters: RenderedLetter[];
  faults: TemplateFault[];
  /** Letters with a sentence that their decision leaves without words. */
  incomplete: { code: string; place: LetterPlace }[];
  /** Fingerprint of every word that would go out. */
  digest: string;
};

type Decided = { file: DecidedFile; row: DecisionRow };

/** Every letter of some decisions, to each member of their applications, in the language of each: made from the decision
 * and from nothing else, so that no letter can say another thing. */
export async function renderLetters(tx: Tx, call: CallRow, decided: readonly Decided[]): Promise<Rehearsal> {
  const rows = await decisionLettersOf(tx, call.id);
  const templates = new Map(rows.map((row) => [row.outcome, row]));
  const kinds = [...new Set(decided.map(({ row }) => letterKindOf(row)))].sort();
  const faults = kinds.flatMap((kind) => faultsOfTemplate(kind, templates.get(kind) ?? null));
  const members = await membersOfApplications(
    tx,
    decided.map(({ file }) => file.id),
  );
  const letters = decided.flatMap(({ file, row }) => {
    const kind = letterKindOf(row);
    const template = templates.get(kind);
    if (template === undefined) return [];
    const recipients = members.filter(({ applicationId }) => applicationId === file.id);
    return recipients.map(({ personId, displayName, email, locale }): RenderedLetter => {
      const values = valuesOf(call, { file, row }, displayName, locale);
      const subject = filledIn(template.subject[locale], values);
      const body = filledIn(template.body[locale], values);
      return {
        key: `decision_released:${file.id}:${String(row.round)}:${personId}`,
        kind: "decision_released",
        ...{ personId, recipient: email, locale, code: file.code, outcome: kind },
        // A title may hold a line break; a subject may not.
        subject: subject.text.replaceAll(/\s+/g, " "),
        body: `${body.text.trimEnd()}\n`,
        empty: [...new Set([...subject.empty, ...body.empty])],
      };
    });
  });
  const incomplete = letters.flatMap(({ code, empty }) => empty.map((place) => ({ code, place })));
  return { letters, faults, incomplete, digest: fingerprintOf(JSON.stringify(letters)) };
}

function valuesOf(call: CallRow, { file, row }: Decided, name: string, locale: Locale): PlaceValues {
  const conditions = withoutBlankEdges(row.conditions?.[locale] ?? "");
  return {
    ...{ name, call: call.title[locale], title: file.title === "" ? file.code : file.title, code: file.code },
    amount: row.amountCents === null ? null : formatCents(locale, row.amountCents),
    place: row.waitingPlace === null ? null : String(row.waitingPlace),
    reasons: row.reasons[locale],
    conditions: conditions === "" ? null : conditions,
    appeals: call.legalMentions.appeals[locale],
    link: pageAddress(locale, `applications/${file.code}/decision`),
  };
}
