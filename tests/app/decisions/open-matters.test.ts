import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Person } from "#app/accounts/actor.ts";
import { decisionLettersPage } from "#app/decisions/letters-page.server.ts";
import { decisionsPage } from "#app/decisions/pages.server.ts";
import { rehearseLetters, releaseDecisions } from "#app/decisions/release-decisions.server.ts";
import { reopenReview } from "#app/reviews/reopen-review.server.ts";
import type { Database } from "#db/client.ts";
import { applications } from "#db/schema/applications.ts";
import { conflicts, jurors } from "#db/schema/juries.ts";
import {
  addMember,
  approveAll,
  makeJudgedCall,
  plantConflict,
  proposeEach,
  rankFor,
  type JudgedCall,
} from "#tests/support/decision-world.ts";
import { callIdOf } from "#tests/support/jury-world.ts";
import { refusedCode } from "#tests/support/refused.ts";
import { useWebWorld } from "#tests/support/web-world.ts";

let owner: Database;
useWebWorld((given) => {
  owner = given;
});

const why = "A mark was given for another application.";

/** The first juror's review of an application is opened again: it is missing from then on. */
async function reopen({ slug, organiser, jurors: [juror] }: JudgedCall, code: string): Promise<void> {
  const callId = await callIdOf(slug);
  const [row] = await owner.db
    .select({ id: jurors.id })
    .from(jurors)
    .where(and(eq(jurors.callId, callId), eq(jurors.personId, juror?.id ?? "person_")));
  await reopenReview(organiser, slug, { code, jurorId: row?.id ?? "juror_", reason: why });
}

/** What the second juror has to do with an application is suspected, and nobody has ruled on it. */
async function suspect(call: JudgedCall, code: string): Promise<void> {
  const [row] = await owner.db.select().from(applications).where(eq(applications.code, code));
  const [, juror] = call.jurors;
  await owner.db
    .update(conflicts)
    .set({ state: "suspected" })
    .where(
      and(
        eq(conflicts.applicationId, row?.id ?? "application_"),
        eq(conflicts.personId, juror?.id ?? "person_"),
      ),
    );
}

const openTo = async (person: Person, { slug }: JudgedCall) =>
  (await decisionLettersPage(person, slug, "en")).open;

describe("what is open before a release", () => {
  test("is nothing when all reviews are in, all ties are judged and the order is of now", async () => {
    const call = await makeJudgedCall(owner, "settled", 2);
    const nothing = { reviews: 0, ties: 0, order: "current" };

    expect(await openTo(call.authority, call)).toEqual({ ...nothing, organises: false });
    expect((await decisionsPage(call.authority, call.slug, "en")).open).toMatchObject(nothing);
  });

  test("is every missing review, every tie to be judged and an order that is missing or too old", async () => {
    const call = await makeJudgedCall(owner, "unsettled", 3);
    const [first = "", second = "", third = ""] = call.codes;
    await reopen(call, first);
    await reopen(call, second);
    await suspect(call, third);

    const open = { reviews: 2, ties: 1, order: "stale", organises: false };
    expect(await openTo(call.authority, call)).toEqual(open);
    expect((await decisionsPage(call.authority, call.slug, "en")).open).toEqual(open);
    await rankFor(owner, call.slug, call.authority);
    expect(await openTo(call.organiser, call)).toEqual({ ...open, order: "current", organises: true });
  });

  test("holds the release up until the authority confirms it", async () => {
    const call = await makeJudgedCall(owner, "despite", 2);
    const { slug, authority, codes } = call;
    await proposeEach(call, ["laureate", "rejected"]);
    await approveAll(call, authority);
    await reopen(call, codes[1] ?? "");
    const { letters, digest } = await rehearseLetters(authority, slug);
    const release = async (despiteOpen: boolean) =>
      refusedCode(releaseDecisions(authority, slug, { letters: letters.length, digest, despiteOpen }));

    expect(await release(false)).toBe("matters_open");
    expect((await decisionLettersPage(authority, slug, "en")).call.state).toBe("evaluating");
    expect(await release(true)).toBe("done");
    expect(await openTo(authority, call)).toMatchObject({ reviews: 0, order: "current" });
    const { releasedAt, delivery, rehearsal } = await decisionLettersPage(authority, slug, "en");
    expect([releasedAt === null, delivery.all, rehearsal.applications]).toEqual([false, 2, 0]);
  });

  test("says nothing of an application with which the reader is in conflict", async () => {
    const call = await makeJudgedCall(owner, "hidden-open", 3);
    await proposeEach(call, ["laureate", "rejected", "rejected"]);
    const hidden = call.codes[2] ?? "";
    await reopen(call, hidden);
    await suspect(call, hidden);
    await plantConflict(owner, call, call.authority, hidden);
    await rankFor(owner, call.slug, call.authority);
    const other = await addMember(owner, call, "Deputy Marchenoir", "authority");

    expect(await openTo(call.authority, call)).toMatchObject({ reviews: 0, ties: 0, order: "current" });
    expect(await openTo(other, call)).toMatchObject({ reviews: 1, ties: 1 });
  });
});
