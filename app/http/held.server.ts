import type { Actor } from "#app/accounts/actor.ts";
import { refuse } from "#app/accounts/refusal.ts";
import type { Pot } from "./pot.ts";

/** Does something that only so many may do at once.
 * @throws Refused `too_many_at_once` to whoever has taken their own share, `busy` when all is taken */
export async function whileHeld<Result>(
  pot: Pot,
  { actor, address }: { actor: Actor; address: string },
  work: () => Promise<Result>,
): Promise<Result> {
  const personId = actor.kind === "person" ? actor.id : null;
  const taking = pot.take({ address, personId });
  if ("full" in taking) return refuse(taking.full === "total" ? "busy" : "too_many_at_once");
  try {
    return await work();
  } finally {
    taking.release();
  }
}
