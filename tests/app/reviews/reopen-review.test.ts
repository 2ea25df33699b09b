import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { beginEvaluation } from "#app/reviews/begin-evaluation.server.ts";
import { reopenReview } from "#app/reviews/reopen-review.server.ts";
import { handInReview } from "#app/reviews/save-review.server.ts";
import type { Database } from "#db/client.ts";
import { calls } from "#db/schema/calls.ts";
import { letters } from "#db/schema/platform.ts";
import { reviewRevisions, reviews } from "#db/schema/reviews.ts";
import { assign, judge, makeClosedCall, makeJuror, sweep } from "#tests/support/jury-world.ts";
import { refusedCode } from "#tests/support/refused.ts";
import { useWebWorld } from "#tests/support/web-world.ts";

let owner: Database;
useWebWorld((given) => {
  owner = given;
});

const files = [{ title: "Alpha", lead: "CHU de Valmont", person: "Armand Tessereau" }];

/** A call whose only review is handed in. */
async function judged(slug: string) {
  const call = await makeClosedCall(owner, slug, files);
  const juror = await makeJuror(owner, call, { name: "Mathurin Peyrac" });
  await beginEvaluation(call.organiser, slug);
  await sweep(juror.person, slug);
  const [alpha = ""] = call.codes;
  await assign(call, [[alpha, juror.jurorId]]);
  await judge(juror.person, slug, alpha, 5);
  const ask = (reason: string) =>
    refusedCode(reopenReview(call.organiser, slug, { code: alpha, jurorId: juror.jurorId, reason }));
  return { call, juror, alpha, ask };
}

test("a review is opened again with a reason only, by a letter, and its first marks stay in the history", async () => {
  const { juror, alpha, ask } = await judged("reopen");

  expect(await ask("wrong")).toBe("conflict_reason_required");
  expect(await ask("The comment is about another application.")).toBe("done");
  expect(await ask("The comment is about another application.")).toBe("review_not_handed_in");
  await judge(juror.person, "reopen", alpha, 1);
  const [row] = await owner.db.select().from(reviews).where(eq(reviews.jurorId, juror.jurorId));
  expect(row).toMatchObject({ state: "submitted", marks: { benefit: { mark: 1 } } });
  const history = await owner.db
    .select()
    .from(reviewRevisions)
    .where(and(eq(reviewRevisions.reviewId, row?.id ?? "review_"), eq(reviewRevisions.state, "submitted")));
  expect(history.map(({ marks }) => marks["benefit"]?.mark).sort()).toEqual([1, 5]);
  const sent = await owner.db.select().from(letters).where(eq(letters.kind, "review_reopened"));
  expect(sent).toHaveLength(1);
  expect(sent[0]?.body).toContain("about another application");
});

test("while decisions are released, nobody opens a review again or hands one in: they wait, and are refused", async () => {
  const { juror, ask } = await judged("released");
  const other = await judged("released-too");
  await other.ask("The comment is about another application.");
  const place = { slug: "released-too", code: other.alpha };

  const attempts = await owner.db.transaction(async (tx) => {
    // As a release does: the calls are locked first, and announced at the end.
    await tx.select().from(calls).for("update");
    const begun = [
      ask("The comment is about another application."),
      refusedCode(handInReview(other.juror.person, place)),
    ];
    await new Promise((resume) => setTimeout(resume, 300));
    await tx.update(calls).set({ state: "announced" });
    return begun;
  });

  expect(await Promise.all(attempts)).toEqual(["reviews_closed", "reviews_closed"]);
  const states = await owner.db.select({ state: reviews.state, juror: reviews.jurorId }).from(reviews);
  expect(states.find((one) => one.juror === juror.jurorId)?.state).toBe("submitted");
  expect(states.find((one) => one.juror === other.juror.jurorId)?.state).toBe("reopened");
});
