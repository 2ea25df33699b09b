import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { proposeAlongLine } from "#app/decisions/propose-along-line.server.ts";
import { proposeDecision } from "#app/decisions/propose-decision.server.ts";
import { rehearseLetters, releaseDecisions } from "#app/decisions/release-decisions.server.ts";
import type { Database } from "#db/client.ts";
import { calls } from "#db/schema/calls.ts";
import { decisions } from "#db/schema/decisions.ts";
import { letters } from "#db/schema/platform.ts";
import { approveAll, makeJudgedCall, proposal, reasonsOf } from "#tests/support/decision-world.ts";
import { callIdOf } from "#tests/support/jury-world.ts";
import { refusedCode } from "#tests/support/refused.ts";
import { useWebWorld } from "#tests/support/web-world.ts";

// The verbs run with the web process's own rights, row-level security included; what they did is read by the owner.
let owner: Database;
useWebWorld((given) => {
  owner = given;
});

describe("decisions along the line", () => {
  test("are proposed, approved by another person, and released with one letter each, once", async () => {
    const call = await makeJudgedCall(owner, "path", 4);
    const { slug, organiser, authority, codes } = call;
    const line = { places: 2, waiting: 1, reasons: reasonsOf, replace: false };

    expect(await proposeAlongLine(organiser, slug, line)).toBe(4);
    expect(await refusedCode(approveAll(call, organiser))).toBe("decision_authority_only");
    expect(await approveAll(call, authority)).toBe(4);
    const { faults, incomplete, digest } = await rehearseLetters(authority, slug);
    // The form of this call asks for no money: laureates' letters name an amount that nobody has given.
    expect(faults).toEqual([]);
    expect(incomplete.map(({ place }) => place)).toEqual(["amount", "amount"]);
    expect(
      await refusedCode(releaseDecisions(authority, slug, { letters: 4, digest, despiteOpen: false })),
    ).toBe("letters_faulty");
    for (const code of codes.slice(0, 2)) await proposeDecision(organiser, slug, proposal(code, "laureate"));
    expect(await approveAll(call, authority)).toBe(2);

    const rehearsal = await rehearseLetters(authority, slug);
    expect(rehearsal.letters.map(({ code, outcome }) => [code, outcome])).toEqual([
      [codes[0], "laureate"],
      [codes[1], "laureate"],
      [codes[2], "waiting_list"],
      [codes[3], "rejected"],
    ]);
    const confirmed = { letters: 4, digest: rehearsal.digest, despiteOpen: false };
    const releases = await Promise.all([
      refusedCode(releaseDecisions(authority, slug, confirmed)),
      refusedCode(releaseDecisions(authority, slug, confirmed)),
    ]);
    expect(releases.sort()).toEqual(["decision_already_released", "done"]);

    const callId = await callIdOf(slug);
    const sent = await owner.db.select().from(letters).where(eq(letters.kind, "decision_released"));
    expect(sent.map(({ body }) => body).sort()).toEqual(rehearsal.letters.map(({ body }) => body).sort());
    expect(sent.find(({ key }) => key.includes(":1:"))?.body).toContain("Hello ");
    const made = await owner.db.select().from(decisions).where(eq(decisions.callId, callId));
    expect(made.map(({ state }) => state)).toEqual(Array(4).fill("released"));
    const [row] = await owner.db.select().from(calls).where(eq(calls.id, callId));
    expect(row?.state).toBe("announced");
  });
});
