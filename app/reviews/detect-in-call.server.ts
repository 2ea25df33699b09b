import type { Tx } from "#db/client.ts";
import {
  conflictsOfCall,
  declarationsOfCall,
  judgesOfCall,
  knownOrganisations,
  partnersOfCall,
  writeConflicts,
  writersOfCall,
  type ConflictChange,
  type ConflictRow,
} from "#db/queries/juries.ts";
import type { ApplicationId, CallId, PersonId } from "#db/vocabulary.ts";
import { afterConflictEvent, type ConflictEvent } from "./conflict-states.ts";
import { sweepOutcomes } from "./conflict-sweep.ts";
import { detectConflicts, type Finding } from "./detect-conflicts.ts";
import { findingFrom, evidenceOf } from "./finding-evidence.ts";
import { factsOf, sweepSourcesOf } from "./jury-facts.ts";

/** Looks for conflicts between everybody who judges or administers a call and all its received applications, and opens
 * declarations again where an application has got a new name since. What was dismissed stays so on the same findings.
 * @param changedBy who asked for it; null when it came by itself
 * @returns how many pairs have changed their state
 * Effects: conflicts and their history. The caller holds the jury's lock. */
export async function detectInCall(
  tx: Tx,
  callId: CallId,
  now: Date,
  changedBy: PersonId | null,
): Promise<number> {
  const partners = await partnersOfCall(tx, callId);
  const facts = factsOf({
    judges: await judgesOfCall(tx, callId),
    partners,
    writers: await writersOfCall(tx, callId),
    organisations: await knownOrganisations(tx),
  });
  const present = new Map<string, ConflictRow>();
  for (const row of await conflictsOfCall(tx, callId))
    present.set(keyOf(row.personId, row.applicationId), row);
  const changes = [
    ...suspicions(detectConflicts(facts, now), present),
    ...reopened(sweepOutcomesByPerson(partners, await declarationsOfCall(tx, callId)), present),
  ];
  await writeConflicts(
    tx,
    changes.map((change) => ({ ...change, callId, reason: null, changedBy })),
    now,
  );
  return changes.length;
}

type Change = Omit<ConflictChange, "callId" | "reason" | "changedBy">;

function suspicions(findings: readonly Finding[], present: ReadonlyMap<string, ConflictRow>): Change[] {
  const byPair = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding.juror, finding.application);
    byPair.set(key, [...(byPair.get(key) ?? []), finding]);
  }
  return [...byPair].flatMap(([key, found]): Change[] => {
    const row = present.get(key);
    const known = new Set((row?.evidence ?? []).map((one) => JSON.stringify(findingFrom(one))));
    const news = found.filter((finding) => !known.has(JSON.stringify(findingFrom(evidenceOf(finding)))));
    if (news.length === 0) return [];
    const [first] = found;
    if (first === undefined) return [];
    const evidence = [...(row?.evidence ?? []), ...news.map(evidenceOf)];
    return after(row, { kind: "suspect" }, first, evidence);
  });
}

function reopened(
  outcomes: readonly { personId: PersonId; application: string }[],
  present: ReadonlyMap<string, ConflictRow>,
): Change[] {
  return outcomes.flatMap(({ personId, application }): Change[] => {
    const row = present.get(keyOf(personId, application));
    if (row === undefined || row.state !== "none_declared") return [];
    return after(row, { kind: "reopen" }, { juror: personId, application }, row.evidence);
  });
}

function after(
  row: ConflictRow | undefined,
  event: ConflictEvent,
  { juror, application }: Pick<Finding, "juror" | "application">,
  evidence: ConflictRow["evidence"],
): Change[] {
  const previousState = row?.state ?? "unknown";
  const next = afterConflictEvent(previousState, event, { kind: "detection" });
  if ("refusal" in next) return [];
  return [
    {
      // The facts that were read carry the ids of people and applications.
      applicationId: application as ApplicationId,
      personId: juror as PersonId,
      previousState,
      state: next.state,
      source: "detection",
      evidence,
    },
  ];
}

function sweepOutcomesByPerson(
  partners: Awaited<ReturnType<typeof partnersOfCall>>,
  declarations: Awaited<ReturnType<typeof declarationsOfCall>>,
) {
  const sources = sweepSourcesOf(partners);
  const people = [...new Set(declarations.flatMap(({ personId }) => personId ?? []))];
  return people.flatMap((personId) => {
    const own = declarations.filter((row) => row.personId === personId).map((row) => row.declaration);
    const seen = new Set(own.map(({ nameKey }) => nameKey));
    const ticked = new Set(own.filter(({ hasTie }) => hasTie).map(({ nameKey }) => nameKey));
    return [...sweepOutcomes(sources, { seen, ticked })].flatMap(([application, outcome]) =>
      outcome === "unknown" ? [{ personId, application }] : [],
    );
  });
}

function keyOf(personId: string, applicationId: string): string {
  return `${personId}/${applicationId}`;
}
