import { eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withdrawApplication } from "#app/applications/withdraw-application.server.ts";
import type { Database } from "#db/client.ts";
import { files } from "#db/connections.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { applications } from "#db/schema/applications.ts";
import { decisions } from "#db/schema/decisions.ts";
import { asOwner } from "#tests/support/call.ts";
import { approveAll, makeJudgedCall, proposeEach, releaseApproved } from "#tests/support/decision-world.ts";
import { refusedCode } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let owner: Database;

beforeAll(async () => {
  world = await freshWorld({ role: "palmares_web" });
  owner = asOwner(world.url);
});
afterAll(async () => {
  expect(await brokenInvariants(owner.db, files())).toEqual([]);
  await owner.close();
  await world.close();
});

test("a withdrawal and a release at the same moment end in one of two ways", async () => {
  const call = await makeJudgedCall(owner, "meanwhile", 2);
  await proposeEach(call, ["laureate", "rejected"]);
  await approveAll(call, call.authority);
  const [first = ""] = call.codes;
  const [applicant] = call.applicants;
  if (applicant === undefined) throw new Error("no applicant");

  const [withdrawn, released] = await Promise.all([
    refusedCode(withdrawApplication(applicant, first)),
    refusedCode(releaseApproved(call)),
  ]);

  const rows = await owner.db
    .select({ code: applications.code, application: applications.state, decision: decisions.state })
    .from(applications)
    .leftJoin(decisions, eq(decisions.applicationId, applications.id))
    .where(inArray(applications.code, call.codes));
  const own = rows.find(({ code }) => code === first);
  // Either everything is released and it is too late, or it is withdrawn: then the letters have changed.
  if (withdrawn === "done") {
    expect(["letter_count_changed", "letters_changed", "matters_open", "done"]).toContain(released);
    expect(own).toMatchObject({ application: "withdrawn", decision: "approved" });
  } else {
    expect([withdrawn, released]).toEqual(["call_not_open", "done"]);
    expect(rows.map(({ decision }) => decision)).toEqual(["released", "released"]);
  }
}, 120_000);
