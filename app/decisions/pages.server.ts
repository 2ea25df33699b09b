import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { db } from "#db/connections.ts";
import { namesOf } from "#db/queries/applications.ts";
import { callBySlug, rolesIn } from "#db/queries/calls.ts";
import type { DecisionRow } from "#db/queries/decisions.ts";
import type { DecisionOutcome, Locale, PersonId } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { approvableBy, seenOf } from "./approve-decisions.server.ts";
import { decisionContext, type DecisionContext } from "./decision-context.server.ts";
import {
  decisionOf,
  decisionTable,
  moneyOf,
  rankedOutcomes,
  standingDecisions,
  type DecidedFile,
  type DecisionTable,
} from "./decision-table.server.ts";
import { departuresFrom, silentDepartures } from "./departures.ts";
import { refusalToSeeDecisions } from "./policy.ts";
import { refusalOfWaitingList } from "./waiting-list.ts";

/** Whether the actor has a place among those who decide in a call: whether the way there is shown. */
export async function isDecider(actor: Actor, slug: string): Promise<boolean> {
  if (actor.kind === "visitor") return false;
  const call = await callBySlug(db(), slug);
  if (call === null) return false;
  const roles = await rolesIn(db(), call.id, actor.id);
  return refusalToSeeDecisions({ roles, callState: call.state, ownOpenReviews: 0 }) === null;
}

/** All applications of a call on which the actor may decide, in the order of the ranking, with what is proposed, what
 * it costs, and where it departs from the order.
 * @throws Refused those of `decisionContext` */
export async function decisionsPage(actor: Actor, slug: string, locale: Locale) {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const context = await decisionContext(tx, actor, slug);
    const { call, decider, person } = context;
    const table = await decisionTable(tx, call);
    const standing = standingDecisions(table);
    const names = await namesOf(tx, peopleIn(standing));
    const { content, ...computed } = table.ranking ?? { content: null };
    return {
      call: { slug, title: call.title[locale], timeZone: call.timeZone, state: call.state },
      duties: { isChair: decider.isChair, isAuthority: decider.isAuthority },
      money: moneyFacts(table),
      sharesMarks: table.terms.sharesMarks,
      counts: countsOf(table),
      ranking: content === null ? null : { places: content.places, ...computed },
      rows: rowsOf(table, context, names),
      approvable: approvableBy(person.id, standing).length,
      seenAll: seenOf(approvableBy(person.id, standing)),
      hasBrokenWaitingList:
        call.state === "evaluating" && refusalOfWaitingList(standing.map(decisionOf)) !== null,
    };
  });
}

export type DecisionsPage = Awaited<ReturnType<typeof decisionsPage>>;

function peopleIn(rows: readonly DecisionRow[]): PersonId[] {
  const ids = rows.flatMap(({ proposedBy, approvedBy }) => [proposedBy, approvedBy]);
  return [...new Set(ids.filter((id) => id !== null))];
}

function moneyFacts(table: DecisionTable) {
  const { grants } = moneyOf(table);
  return {
    envelopeCents: table.terms.envelopeCents,
    grantedCents: grants.reduce((sum, { grantedCents }) => sum + grantedCents, 0),
    askedCents: table.files.reduce((sum, file) => sum + (file.askedCents ?? 0), 0),
  };
}

function countsOf({ files }: DecisionTable) {
  const ofOutcome = (outcome: DecisionOutcome) =>
    files.filter(({ decision }) => decision?.outcome === outcome).length;
  return {
    applications: files.length,
    laureate: ofOutcome("laureate"),
    waiting_list: ofOutcome("waiting_list"),
    rejected: ofOutcome("rejected"),
    undecided: files.filter(({ decision }) => decision === null).length,
    approved: files.filter(({ decision }) => decision?.state === "approved").length,
  };
}

function rowsOf(table: DecisionTable, context: DecisionContext, names: ReadonlyMap<PersonId, string>) {
  const outcomes = rankedOutcomes(table);
  const departing = new Set(departuresFrom(outcomes).map(({ application }) => application));
  const silent = new Set(silentDepartures(outcomes).map(({ application }) => application));
  return table.files.map((file) => ({
    ...{ code: file.code, title: file.title, askedCents: file.askedCents },
    isWithdrawn: file.state === "withdrawn",
    ranked: file.ranked === null ? null : rankedFacts(file.ranked),
    decision: file.decision === null ? null : decisionFacts(file.decision, context, names),
    departure: {
      isOne: departing.has(file.code),
      lacksReason: silent.has(file.code),
      reasons: file.departures,
    },
  }));
}

function rankedFacts({ rank, interval90, mean, calibrated, band }: NonNullable<DecidedFile["ranked"]>) {
  return { rank, interval90, mean, calibrated, band };
}

function decisionFacts(row: DecisionRow, { person }: DecisionContext, names: ReadonlyMap<PersonId, string>) {
  const { round, outcome, waitingPlace, amountCents, reasons, conditions, state, releasedAt, readAt } = row;
  const nameOf = (id: PersonId | null) => (id === null ? null : (names.get(id) ?? null));
  return {
    ...{ round, outcome, waitingPlace, amountCents, reasons, conditions, state, releasedAt, readAt },
    proposedBy: nameOf(row.proposedBy),
    approvedBy: nameOf(row.approvedBy),
    mayApprove: approvableBy(person.id, [row]).length > 0,
    seen: seenOf([row]),
  };
}
