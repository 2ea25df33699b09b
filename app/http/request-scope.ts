import { AsyncLocalStorage } from "node:async_hooks";

/** What is known of a request while it is being answered. */
export type Scope = {
  once: Map<string, Promise<unknown>>;
  /** Who asks, as soon as somebody has looked; null for a visitor. */
  personId: string | null;
};

declare global {
  // The server bundle and Remix's build are two copies of this module in one process: they share through the global.
  var palmaresRequests: AsyncLocalStorage<Scope> | undefined;
}

const requests = (globalThis.palmaresRequests ??= new AsyncLocalStorage<Scope>());

/** Runs the answering of one request; what is asked for once per request is remembered until it ends. */
export function inRequestScope(answer: (scope: Scope) => void): void {
  const scope: Scope = { once: new Map(), personId: null };
  requests.run(scope, answer, scope);
}

/** Remembers for the log who asks. */
export function noteWhoAsks(personId: string): void {
  const scope = requests.getStore();
  if (scope !== undefined) scope.personId = personId;
}

/** Does the work once per request, whoever asks for it again; each time where there is no request, as in tests.
 * @param key names the work together with all that its result depends on */
export function oncePerRequest<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
  const scope = requests.getStore();
  if (scope === undefined) return work();
  const known = scope.once.get(key);
  // The key names the work, and so the type of what it gives.
  if (known !== undefined) return known as Promise<Result>;
  const result = work();
  scope.once.set(key, result);
  return result;
}
