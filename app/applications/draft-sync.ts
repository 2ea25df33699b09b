import { sameValue } from "./same-value.ts";

/** Where the text of the form stands: in the page only, on its way, or saved. */
export type SyncState =
  | { kind: "saved"; at: Date | null }
  | { kind: "waiting" | "saving" | "offline" | "signed_out" }
  | { kind: "refused"; code: string };

/** What somebody else has written in a field meanwhile. */
export type Conflict = { value: unknown; revision: number; by: string | null; at: Date };

/** The answer of the server to a save. */
export type SaveAnswer =
  | {
      kind: "saved";
      revision: number;
      at: Date;
      present: number;
      conflicts: ({ field: string } & Conflict)[];
      fresh: { field: string; value: unknown; revision: number }[];
    }
  | { kind: "offline" | "signed_out" }
  | { kind: "refused"; code: string; field: string | null };

type Unsent = { value: unknown; base: number };
export type Change = { field: string; value: unknown; base: number };

export type DraftEnvironment = {
  send: (changes: Change[], since: number) => Promise<SaveAnswer>;
  /** Keeps text that has not been saved over reloads; null forgets it. */
  keep: (text: string | null) => void;
  later: (work: () => void, delayMs: number) => () => void;
};

const pauseMs = 800;
const longestWaitMs = 5_000;
const retriesMs = [2_000, 4_000, 8_000, 16_000, 30_000];

/** A form's answers in the browser, saved at every pause. What has not been saved is kept in the browser, and nothing
 * that somebody else has written is overwritten. */
export class DraftSync {
  readonly #environment: DraftEnvironment;
  readonly #unsent = new Map<string, Unsent>();
  readonly #listeners = new Set<() => void>();
  #view: DraftView;
  #bases: Record<string, number>;
  #revision: number;
  #cancelTimer: (() => void) | null = null;
  #waitingMs = 0;
  #failures = 0;
  #sending: Promise<boolean> | null = null;

  constructor(start: DraftStart, environment: DraftEnvironment) {
    this.#environment = environment;
    this.#bases = { ...start.bases };
    this.#revision = start.revision;
    const state = { kind: "saved", at: start.savedAt } as const;
    this.#view = { answers: start.answers, conflicts: {}, state, present: 1, isRestored: false };
  }

  /** What the page shows; the same object as long as nothing changes. */
  view = (): DraftView => this.#view;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Somebody has typed. */
  set(field: string, value: unknown): void {
    const base = this.#unsent.get(field)?.base ?? this.#bases[field] ?? 0;
    this.#unsent.set(field, { value, base });
    this.#keep();
    this.#show({ answers: { ...this.#view.answers, [field]: value }, state: this.#typedState() });
    this.#schedule(Math.max(0, Math.min(pauseMs, longestWaitMs - this.#waitingMs)));
    this.#waitingMs += pauseMs / 4;
  }

  /** Puts text back that an earlier visit could not save. */
  restore(text: string | null): void {
    const kept = unsentIn(text);
    for (const [field, one] of Object.entries(kept)) {
      if (sameValue(this.#view.answers[field] ?? null, one.value ?? null)) continue;
      this.#unsent.set(field, one);
    }
    if (this.#unsent.size === 0) return this.#keep();
    const answers = { ...this.#view.answers };
    for (const [field, { value }] of this.#unsent) answers[field] = value;
    this.#show({ answers, isRestored: true, state: { kind: "waiting" } });
    this.#schedule(0);
  }

  /** The server has written a field itself: a document has arrived. */
  adopt(field: string, value: unknown, revision: number): void {
    this.#unsent.delete(field);
    this.#bases[field] = revision;
    this.#show({ answers: { ...this.#view.answers, [field]: value } });
  }

  /** Ends a conflict: the own text is sent over the other one, or gives way to it. */
  resolve(field: string, choice: "mine" | "theirs"): void {
    const conflict = this.#view.conflicts[field];
    if (conflict === undefined) return;
    this.#bases[field] = conflict.revision;
    const { [field]: _ended, ...conflicts } = this.#view.conflicts;
    if (choice === "theirs") {
      this.#unsent.delete(field);
      this.#show({ conflicts, answers: { ...this.#view.answers, [field]: conflict.value } });
    } else {
      this.#unsent.set(field, { value: this.#view.answers[field] ?? null, base: conflict.revision });
      this.#show({ conflicts });
    }
    this.#keep();
    this.#schedule(0);
  }

  /** Saves what there is now.
   * @returns whether everything has been saved, conflicts excepted */
  async flush(): Promise<boolean> {
    this.#cancelTimer?.();
    if (this.#sending !== null) await this.#sending;
    this.#sending ??= this.#save().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  stop(): void {
    this.#cancelTimer?.();
  }

  async #save(): Promise<boolean> {
    const changes = this.#sendable();
    if (changes.length > 0) this.#show({ state: { kind: "saving" } });
    this.#waitingMs = 0;
    const answer = await this.#environment.send(changes, this.#revision);
    if (answer.kind !== "saved") return this.#failed(answer);
    this.#failures = 0;
    this.#settle(changes, answer);
    const isMore = this.#sendable().length > 0;
    if (isMore) this.#schedule(pauseMs);
    this.#show({
      present: answer.present,
      state: isMore
        ? { kind: "waiting" }
        : { kind: "saved", at: changes.length > 0 ? answer.at : this.#savedAt(answer.at) },
    });
    return !isMore;
  }

  #settle(changes: readonly Change[], answer: Extract<SaveAnswer, { kind: "saved" }>): void {
    const answers = { ...this.#view.answers };
    const conflicts = { ...this.#view.conflicts };
    for (const { field, ...conflict } of answer.conflicts) conflicts[field] = conflict;
    for (const { field, value } of changes) {
      if (conflicts[field] !== undefined) continue;
      this.#bases[field] = answer.revision;
      const now = this.#unsent.get(field);
      // Typed on while it was under way: what is new goes with the next save.
      if (now !== undefined && now.value !== value) now.base = answer.revision;
      else this.#unsent.delete(field);
    }
    for (const { field, value, revision } of answer.fresh) {
      if (this.#unsent.has(field)) continue;
      answers[field] = value;
      this.#bases[field] = revision;
    }
    this.#revision = Math.max(this.#revision, answer.revision);
    this.#keep();
    this.#show({ answers, conflicts });
  }

  #failed(answer: Exclude<SaveAnswer, { kind: "saved" }>): false {
    const state =
      answer.kind === "refused" ? { kind: answer.kind, code: answer.code } : { kind: answer.kind };
    this.#show({ state });
    if (answer.kind === "offline") {
      this.#schedule(retriesMs[Math.min(this.#failures, retriesMs.length - 1)] ?? 30_000);
      this.#failures += 1;
    }
    return false;
  }

  #sendable(): Change[] {
    return [...this.#unsent].flatMap(([field, { value, base }]) =>
      this.#view.conflicts[field] === undefined ? [{ field, value: value ?? null, base }] : [],
    );
  }

  /** Being offline or signed out stays in sight while one types on. */
  #typedState(): SyncState {
    const { state } = this.#view;
    return state.kind === "saved" || state.kind === "saving" ? { kind: "waiting" } : state;
  }

  #savedAt(otherwise: Date): Date | null {
    const { state } = this.#view;
    return state.kind === "saved" ? state.at : otherwise;
  }

  #schedule(delayMs: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#environment.later(() => void this.flush(), delayMs);
  }

  #keep(): void {
    this.#environment.keep(this.#unsent.size === 0 ? null : JSON.stringify(Object.fromEntries(this.#unsent)));
  }

  #show(change: Partial<DraftView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

export type DraftStart = {
  answers: Record<string, unknown>;
  bases: Record<string, number>;
  revision: number;
  savedAt: Date | null;
};

export type DraftView = {
  answers: Record<string, unknown>;
  conflicts: Record<string, Conflict>;
  state: SyncState;
  /** People with the form open, oneself included. */
  present: number;
  isRestored: boolean;
};

/** What an earlier visit has kept; nothing when it cannot be read. */
function unsentIn(text: string | null): Record<string, Unsent> {
  if (text === null) return {};
  try {
    const kept: Record<string, Unsent> = JSON.parse(text);
    return kept;
  } catch {
    // Another program has written there: nothing of ours is lost.
    return {};
  }
}
