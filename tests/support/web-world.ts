import { afterAll, beforeAll } from "vitest";
import type { Database } from "#db/client.ts";
import { asOwner } from "./call.ts";
import { freshWorld, type TestWorld } from "./world.ts";

/** A world for a file of tests, in which verbs run with the web process's own rights, row-level security included.
 * @param give receives, before the tests, the owner's eyes on what the verbs did */
export function useWebWorld(give: (owner: Database) => void): void {
  let world: TestWorld;
  let owner: Database;
  beforeAll(async () => {
    world = await freshWorld({ role: "palmares_web" });
    owner = asOwner(world.url);
    give(owner);
  });
  afterAll(async () => {
    await owner.close();
    await world.close();
  });
}
