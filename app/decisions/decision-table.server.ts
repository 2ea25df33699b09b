import type { Form } from "#app/applications/form-schema.ts";
import { storedForm } from "#app/applications/stored-form.ts";
import { titleIn } from "#app/applications/title.ts";
import { rankingContent, type RankingContent } from "#app/reviews/ranking-content.ts";
import type { Reader } from "#db/client.ts";
import { formVersion, type CallRow } from "#db/queries/calls.ts";
import {
  decidableApplications,
  decisionsOfCall,
  decisionTermsOf,
  lastReviewSave,
  type DecisionRow,
} from "#db/queries/decisions.ts";
import { departuresOf, newestRanking, scopeOf } from "#db/queries/reviews.ts";
import type { ApplicationId, ApplicationState, FormVersionId } from "#db/vocabulary.ts";
import type { RankedOutcome } from "./departures.ts";
import type { Envelope, Grant } from "./envelopes.ts";
import { askedCents } from "./money.ts";
import type { Decision } from "./rules.ts";

/** An application as decisions are made of it. */
export type DecidedFile = {
  id: ApplicationId;
  code: string;
  title: string;
  state: ApplicationState;
  askedCents: number | null;
  /** Null while nobody has marked it. */
  ranked: RankingContent["ranked"][number] | null;
  /** The decision of the last round; null before there is a proposal. */
  decision: DecisionRow | null;
  /** What the applicant knows. */
  released: DecisionRow | null;
  /** The place on the waiting list that was released; null when it never waited. */
  waitedAt: number | null;
  /** Why it departs from the order, the newest reason first. */
  departures: string[];
};

export type DecisionTable = {
  files: DecidedFile[];
  ranking: { content: RankingContent; computedAt: Date; isStale: boolean } | null;
  terms: { envelopeCents: number | null; sharesMarks: boolean };
};

/** All that is decided in a call, on the applications that the viewer of this transaction may decide on: in the order
 * of the ranking, those that nobody has marked last. */
export async function decisionTable(db: Reader, call: CallRow): Promise<DecisionTable> {
  const found = await decidableApplications(db, call.id);
  const ids = found.map(({ application }) => application.id);
  const ranking = await rankingOver(db, call, ids);
  const decisions = await decisionsOfCall(db, call.id);
  const given = await departuresOf(db, ids);
  const forms = new Map<FormVersionId, Form>();
  for (const { received } of found)
    if (!forms.has(received.formVersionId))
      forms.set(received.formVersionId, storedForm(await formVersion(db, received.formVersionId)));
  const places = new Map(ranking?.content.ranked.map((one, index) => [one.application, { one, index }]));
  const files = found.map(({ application: { id, code, state }, received }): DecidedFile => {
    const form = forms.get(received.formVersionId);
    const own = decisions.filter(({ applicationId }) => applicationId === id);
    return {
      ...{ id, code, state },
      title: form === undefined ? "" : titleIn(form, received.answers),
      askedCents: form === undefined ? null : askedCents(form, received.answers),
      ranked: places.get(id)?.one ?? null,
      decision: own.at(-1) ?? null,
      released: own.filter((one) => one.state === "released").at(-1) ?? null,
      waitedAt: own.find((one) => one.state === "released")?.waitingPlace ?? null,
      departures: given.filter((one) => one.applicationId === id).map(({ reason }) => reason),
    };
  });
  const placeOf = ({ id }: DecidedFile) => places.get(id)?.index ?? Number.MAX_SAFE_INTEGER;
  return {
    files: files.sort((a, b) => placeOf(a) - placeOf(b) || a.code.localeCompare(b.code)),
    ranking,
    terms: await decisionTermsOf(db, call.id),
  };
}

async function rankingOver(db: Reader, call: CallRow, ids: readonly ApplicationId[]) {
  const row = await newestRanking(db, call.id, scopeOf(ids));
  if (row === null) return null;
  const saved = await lastReviewSave(db, ids);
  const isStale = saved !== null && saved > row.computedAt;
  return { content: rankingContent.parse(row.content), computedAt: row.computedAt, isStale };
}

/** A stored decision as the rules know it. */
export function decisionOf(row: DecisionRow): Decision {
  const { applicationId, round, outcome, waitingPlace, state, proposedBy, approvedBy } = row;
  return {
    ...{ application: applicationId, round, outcome, state, approvedBy },
    position: waitingPlace,
    proposedBy: proposedBy ?? "",
  };
}

/** The decisions that stand, each application's last. */
export function standingDecisions({ files }: Pick<DecisionTable, "files">): DecisionRow[] {
  return files.flatMap(({ decision }) => (decision === null ? [] : [decision]));
}

/** What has been decided next to the order of the ranking: of the first round only, since a promotion follows the
 * waiting list. */
export function rankedOutcomes({ files }: Pick<DecisionTable, "files">): RankedOutcome[] {
  return files.flatMap(({ code, ranked, decision, departures }) =>
    ranked === null || decision === null || decision.round > 1
      ? []
      : [{ application: code, rank: ranked.rank, outcome: decision.outcome, reason: departures[0] ?? "" }],
  );
}

const onlyEnvelope = "call";

/** The money of a call: its envelope, and what laureates get who have not given up. */
export function moneyOf({ files, terms }: Pick<DecisionTable, "files" | "terms">): {
  envelopes: Envelope[];
  grants: Grant[];
} {
  const { envelopeCents } = terms;
  const granted = files.filter(
    ({ decision, state }) => decision?.outcome === "laureate" && state !== "withdrawn",
  );
  return {
    envelopes: envelopeCents === null ? [] : [{ id: onlyEnvelope, amountCents: envelopeCents }],
    grants: granted.map((file) => ({
      application: file.code,
      envelope: onlyEnvelope,
      askedCents: file.askedCents ?? Number.MAX_SAFE_INTEGER,
      grantedCents: file.decision?.amountCents ?? 0,
    })),
  };
}
