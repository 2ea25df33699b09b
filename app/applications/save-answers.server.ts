import { eq, sql } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { databaseClock, type Clock } from "#db/clock.ts";
import type { Tx } from "#db/connections.ts";
import { answersOf, applicationMembersOf, markSeen, namesOf } from "#db/queries/applications.ts";
import { answerRevisions, answers, applications } from "#db/schema/applications.ts";
import { asViewer } from "#db/viewer.ts";
import { lockedContext, type MemberContext } from "./application-context.server.ts";
import { isDraftValue } from "./form-check.ts";
import { fieldsOf } from "./form-schema.ts";
import { refusalToEdit } from "./policy.ts";
import { sameValue } from "./same-value.ts";

/** A field that somebody has changed, from the revision that they had before them. */
export type FieldChange = { field: string; value: unknown; base: number };

/** A field that somebody else has changed meanwhile: what stands there now, and who wrote it. */
export type FieldConflict = { field: string; value: unknown; revision: number; by: string | null; at: Date };

export type Saved = {
  revision: number;
  savedAt: Date;
  conflicts: FieldConflict[];
  /** Members with the form open within the last two minutes, the actor included. */
  present: number;
};

const presentForMs = 120_000;

/** Saves changed fields of an application as one revision. Lenient: what is too long or wrong is kept as it was typed.
 * A field that somebody else has changed since is not overwritten but told.
 * @throws Refused those of `memberContext` and `refusalToEdit`; `field_unknown`, `value_unreadable` (with the field)
 * Effects: one revision and its answers, unless nothing is new. No audit line: the revisions are their own record. */
export async function saveAnswers(
  actor: Actor,
  code: string,
  changes: readonly FieldChange[],
  clock: Clock = databaseClock,
): Promise<Saved> {
  return asViewer(actor.kind === "person" ? actor.id : null, async (tx) => {
    const now = await clock(tx);
    const context = await lockedContext(tx, actor, code, now);
    // Without changes it only asks what others have written.
    if (changes.length > 0) refuseIf(refusalToEdit(context.facts, now));
    refuseUnreadable(context, changes);
    const { written, conflicts } = await sortOut(tx, context, changes);
    const revision = await writeRevision(tx, context, written, now);
    await markSeen(tx, context.application.id, context.person.id);
    const members = await applicationMembersOf(tx, context.application.id);
    const since = now.getTime() - presentForMs;
    const present = members.filter(({ seenAt }) => seenAt !== null && seenAt.getTime() >= since).length;
    return { revision, savedAt: now, conflicts, present };
  });
}

function refuseUnreadable(context: MemberContext, changes: readonly FieldChange[]): void {
  const fields = new Map(fieldsOf(context.form).map((field) => [field.id, field]));
  for (const { field: id, value } of changes) {
    const field = fields.get(id);
    const isOpen = context.complement === null || context.complement.fieldIds.includes(id);
    if (field === undefined || !isOpen) return refuse("field_unknown", { field: id });
    if (!isDraftValue(field, value)) refuse("value_unreadable", { field: id });
  }
}

/** Parts what can be written from what somebody else has changed meanwhile. */
async function sortOut(tx: Tx, context: MemberContext, changes: readonly FieldChange[]) {
  const rows = await answersOf(tx, context.application.id);
  const present = new Map(rows.map((row) => [row.fieldId, row]));
  const news = changes.filter(
    ({ field, value }) => !sameValue(present.get(field)?.value ?? null, value ?? null),
  );
  const isStale = ({ field, base }: FieldChange) => (present.get(field)?.revision ?? 0) > base;
  const stale = news.filter(isStale);
  const names = await namesOf(
    tx,
    stale.flatMap(({ field }) => present.get(field)?.personId ?? []),
  );
  const conflicts = stale.flatMap(({ field }) => {
    const row = present.get(field);
    if (row === undefined) return [];
    const by = row.personId === null ? null : (names.get(row.personId) ?? null);
    return [{ field, value: row.value, revision: row.revision, by, at: row.changedAt }];
  });
  return { written: news.filter((change) => !isStale(change)), conflicts };
}

/** @returns the application's revision afterwards */
export async function writeRevision(
  tx: Tx,
  { application, person, formRow }: MemberContext,
  written: readonly { field: string; value: unknown }[],
  now: Date,
): Promise<number> {
  if (written.length === 0) return application.revision;
  const revision = application.revision + 1;
  const applicationId = application.id;
  const patch = Object.fromEntries(written.map(({ field, value }) => [field, value ?? null]));
  await tx
    .insert(answerRevisions)
    .values({ applicationId, revision, patch, personId: person.id, formVersionId: formRow.id, savedAt: now });
  const common = { revision, personId: person.id, changedAt: now };
  await tx
    .insert(answers)
    .values(Object.entries(patch).map(([fieldId, value]) => ({ applicationId, fieldId, value, ...common })))
    .onConflictDoUpdate({
      target: [answers.applicationId, answers.fieldId],
      set: { value: sql`excluded.value`, ...common },
    });
  await tx
    .update(applications)
    .set({ revision, formVersionId: formRow.id })
    .where(eq(applications.id, applicationId));
  return revision;
}
