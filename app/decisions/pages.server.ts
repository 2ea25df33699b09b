import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { db } from "#db/connections.ts";
import { namesOf } from "#db/queries/applications.ts";
import { callBySlug, rolesIn } from "#db/queries/calls.ts";
import { decisionChangesOf, type DecisionRow } from "#db/queries/decisions.ts";
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
import { openMattersFor } from "./open-matters.server.ts";
import { refusalToSeeDecisions } from "./policy.ts";
import { freePlaces, whoWaits } from "./promote-next.server.ts";
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
    return {
      call: { slug, title: call.title[locale], timeZone: call.timeZone, state: call.state },
      duties: { isChair: decider.isChair, isAuthority: decider.isAuthority },
      money: moneyFacts(table),
      sharesMarks: table.terms.sharesMarks,
      counts: countsOf(table),
      ranking: rankingFacts(table),
      rows: rowsOf(table, context, names),
      approvable: approvableBy(person.id, standing).length,
      seenAll: seenOf(approvableBy(person.id, standing)),
      open: await openMattersFor(tx, context, table),
      freePlaces: freePlacesIn(table),
      hasBrokenWaitingList:
        call.state === "evaluating" && refusalOfWaitingList(standing.map(decisionOf)) !== null,
    };
  });
}

export type DecisionsPage = Awaited<ReturnType<typeof decisionsPage>>;

/** One application with its decision and the history of it.
 * @throws Refused those of `decisionContext`; `application_not_found` */
export async function decisionPage(actor: Actor, place: { slug: string; code: string }, locale: Locale) {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const context = await decisionContext(tx, actor, place.slug);
    const { call, decider } = context;
    const table = await decisionTable(tx, call);
    const file = table.files.find(({ code }) => code === place.code) ?? refuse("application_not_found");
    const changes = await decisionChangesOf(tx, [file.id]);
    const makers = changes.map(({ personId }) => personId).filter((id) => id !== null);
    const names = await namesOf(tx, [...new Set([...peopleIn(standingDecisions(table)), ...makers])]);
    const row = rowsOf(table, context, names).find(({ code }) => code === place.code);
    return {
      call: { slug: place.slug, title: call.title[locale], timeZone: call.timeZone },
      duties: { isChair: decider.isChair, isAuthority: decider.isAuthority },
      file: row ?? refuse("application_not_found"),
      changes: changes.map(({ number, outcome, state, changedAt, personId }) => ({
        ...{ number, outcome, state, changedAt },
        name: personId === null ? null : (names.get(personId) ?? null),
      })),
    };
  });
}

export type DecisionPage = Awaited<ReturnType<typeof decisionPage>>;

/** Places that were given up, and who is next for each. */
function freePlacesIn({ files }: DecisionTable) {
  const pending = new Map(
    files.flatMap(({ decision, title }) =>
      decision?.becauseOf != null && decision.state !== "released" ? [[decision.becauseOf, title]] : [],
    ),
  );
  const next = whoWaits(files).find(({ decision }) => decision?.state === "released");
  return freePlaces(files).map(({ id, code, title, decision }) => ({
    ...{ code, title, amountCents: decision?.amountCents ?? null },
    next: next === undefined ? null : { title: next.title, askedCents: next.askedCents },
    underWay: pending.get(id) ?? null,
  }));
}

function rankingFacts({ ranking }: DecisionTable) {
  if (ranking === null) return null;
  const { content, computedAt, isStale } = ranking;
  return { places: content.places, computedAt, isStale };
}

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
