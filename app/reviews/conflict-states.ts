import type { Refusal } from "#app/accounts/refusal.ts";
import { visibleLength } from "#app/i18n/written-text.ts";
import type { ConflictState } from "#db/vocabulary.ts";

/** What can happen to it. The first two are the juror's; `suspect` (a finding that nobody has dismissed yet) and `reopen`
 * (an organisation or a person was added to the application) come by themselves; the rest are organisers'. */
export type ConflictEvent =
  | { kind: "declare_none" }
  | { kind: "declare" }
  | { kind: "suspect" }
  | { kind: "reopen" }
  | { kind: "confirm" }
  | { kind: "dismiss"; reason: string };

export type ConflictEventKind = ConflictEvent["kind"];

/** Who acts, as far as this matters. */
export type ConflictActor =
  { kind: "juror"; isSamePerson: boolean } | { kind: "detection" } | { kind: "organiser" };

export type ConflictRefusalCode =
  | "conflict_not_yours"
  | "conflict_organisers_only"
  | "conflict_reason_required"
  | "conflict_transition_unknown";

/** The shortest reason that is taken for one, in characters without outer blanks. */
export const shortestReason = 20;

const afterwards: Record<ConflictState, Partial<Record<ConflictEventKind, ConflictState>>> = {
  unknown: {
    declare_none: "none_declared",
    declare: "declared",
    suspect: "suspected",
    reopen: "unknown",
    confirm: "confirmed",
  },
  none_declared: {
    declare_none: "none_declared",
    declare: "declared",
    suspect: "suspected",
    reopen: "unknown",
    confirm: "confirmed",
  },
  declared: {
    declare: "declared",
    suspect: "declared",
    reopen: "declared",
    confirm: "confirmed",
    dismiss: "dismissed",
  },
  // A juror's word does not clear what the detection found: an organiser decides.
  suspected: {
    declare_none: "suspected",
    declare: "declared",
    suspect: "suspected",
    reopen: "suspected",
    confirm: "confirmed",
    dismiss: "dismissed",
  },
  confirmed: {
    declare_none: "confirmed",
    declare: "confirmed",
    suspect: "confirmed",
    reopen: "confirmed",
    confirm: "confirmed",
    dismiss: "dismissed",
  },
  // What was dismissed concerned what was known then.
  dismissed: {
    declare_none: "dismissed",
    declare: "declared",
    suspect: "suspected",
    reopen: "unknown",
    confirm: "confirmed",
  },
};

export type ConflictTransition = { state: ConflictState } | { refusal: Refusal<ConflictRefusalCode> };

/** The state after an event, or why the actor may not cause it. */
export function afterConflictEvent(
  state: ConflictState,
  event: ConflictEvent,
  actor: ConflictActor,
): ConflictTransition {
  const refusal = refusalOfActor(event, actor);
  if (refusal !== null) return { refusal };
  if (event.kind === "dismiss" && visibleLength(event.reason) < shortestReason)
    return { refusal: { code: "conflict_reason_required", details: { shortest: shortestReason } } };
  const next = afterwards[state][event.kind];
  if (next === undefined)
    return { refusal: { code: "conflict_transition_unknown", details: { from: state, event: event.kind } } };
  return { state: next };
}

function refusalOfActor({ kind }: ConflictEvent, actor: ConflictActor): Refusal<ConflictRefusalCode> | null {
  if (kind === "declare" || kind === "declare_none") {
    const isOwn = actor.kind === "juror" && actor.isSamePerson;
    return isOwn ? null : { code: "conflict_not_yours" };
  }
  const isAutomatic = kind === "suspect" || kind === "reopen";
  const mayAct = actor.kind === "organiser" || (isAutomatic && actor.kind === "detection");
  return mayAct ? null : { code: "conflict_organisers_only" };
}

/** Whether anything of an application may reach a juror: its content, its counts, its averages, its row. */
export function mayOpenContent(state: ConflictState): boolean {
  return state === "none_declared" || state === "dismissed";
}
