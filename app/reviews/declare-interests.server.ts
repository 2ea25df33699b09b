import { eq, sql } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { isBlank, withoutBlankEdges } from "#app/i18n/written-text.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import type { Tx } from "#db/connections.ts";
import { conflictsOfPerson, lockJury, writeConflicts, type ConflictChange } from "#db/queries/juries.ts";
import { interestDeclarations, jurors } from "#db/schema/juries.ts";
import type { ApplicationId, ConflictState } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { afterConflictEvent } from "./conflict-states.ts";
import { sweepOutcomes, type SweepAnswers, type SweepSource } from "./conflict-sweep.ts";
import { jurorContext, namesForJuror, type JurorContext } from "./jury-context.server.ts";
import { setAside } from "./set-aside.server.ts";

export type DeclaredLine = { key: string; hasTie: boolean; nature: string };

/** Notes what a juror says of names of the list. Nothing opens before every name has its answer; then each application
 * opens or closes for this juror. A tie that was declared once is not taken back here.
 * @returns how many names still wait
 * @throws Refused those of `jurorContext` and `refusalToDeclare`
 * Effects: declarations; once all are there, conflicts and their history, `sweptAt`; an audit line. */
export async function declareInterests(
  actor: Actor,
  slug: string,
  lines: readonly DeclaredLine[],
): Promise<number> {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const context = await jurorContext(tx, actor, slug);
    await lockJury(tx, context.call.id);
    const { list } = await namesForJuror(tx, context);
    const known = new Set(list.map(({ key }) => key));
    const given = lines.filter(({ key }) => known.has(key));
    const now = await databaseClock(tx);
    await keep(tx, context, given, now);
    const { sources, answers, open } = await namesForJuror(tx, context);
    if (open.length === 0) await conclude(tx, context, { sources, answers, now });
    const details = { names: given.length, open: open.length };
    const { person, juror } = context;
    await appendAuditEvent(tx, { actor: person.id, verb: "declare_interests", subject: juror.id, details });
    return open.length;
  });
}

async function keep(
  tx: Tx,
  { juror }: JurorContext,
  lines: readonly DeclaredLine[],
  now: Date,
): Promise<void> {
  if (lines.length === 0) return;
  const rows = new Map(
    lines.map(({ key, hasTie, nature }) => [
      key,
      {
        ...{ jurorId: juror.id, nameKey: key, hasTie, declaredAt: now },
        nature: hasTie && !isBlank(nature) ? withoutBlankEdges(nature) : null,
      },
    ]),
  );
  await tx
    .insert(interestDeclarations)
    .values([...rows.values()])
    .onConflictDoUpdate({
      target: [interestDeclarations.jurorId, interestDeclarations.nameKey],
      set: {
        hasTie: sql`${interestDeclarations.hasTie} or excluded.has_tie`,
        nature: sql`coalesce(excluded.nature, ${interestDeclarations.nature})`,
        declaredAt: sql`excluded.declared_at`,
      },
    });
}

type Conclusion = { sources: readonly SweepSource[]; answers: SweepAnswers; now: Date };

async function conclude(
  tx: Tx,
  { person, call, juror }: JurorContext,
  { sources, answers, now }: Conclusion,
): Promise<void> {
  const present = new Map(
    (await conflictsOfPerson(tx, call.id, person.id)).map((row) => [String(row.applicationId), row]),
  );
  const changes = [...sweepOutcomes(sources, answers)].flatMap(([application, outcome]): ConflictChange[] => {
    const row = present.get(application);
    const next = outcome === "unknown" ? null : stateAfter(row?.state ?? "unknown", outcome);
    if (next === null || next === row?.state) return [];
    return [
      {
        // The list was made from the ids of applications.
        ...{ applicationId: application as ApplicationId, personId: person.id, callId: call.id },
        ...{ previousState: row?.state ?? "unknown", state: next, source: "sweep" },
        ...{ evidence: row?.evidence ?? [], reason: null, changedBy: person.id },
      },
    ];
  });
  for (const { applicationId, state } of changes)
    if (state === "declared") await setAside(tx, { juror, applicationId, personId: person.id, now });
  if (changes.length > 0) await writeConflicts(tx, changes, now);
  await tx.update(jurors).set({ sweptAt: now }).where(eq(jurors.id, juror.id));
}

function stateAfter(before: ConflictState, outcome: "declared" | "none_declared"): ConflictState | null {
  const event = { kind: outcome === "declared" ? ("declare" as const) : ("declare_none" as const) };
  const next = afterConflictEvent(before, event, { kind: "juror", isSamePerson: true });
  return "refusal" in next ? null : next.state;
}
