import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Person } from "#app/accounts/actor.ts";
import { declineAward } from "#app/decisions/decline-award.server.ts";
import { feedbackPage } from "#app/decisions/feedback-page.server.ts";
import { decisionsPage } from "#app/decisions/pages.server.ts";
import { proposePromotion } from "#app/decisions/promote-next.server.ts";
import { proposeDecision, takeBackProposal } from "#app/decisions/propose-decision.server.ts";
import { settleDecisionTerms } from "#app/decisions/save-letter.server.ts";
import type { Database } from "#db/client.ts";
import { feedbackOn } from "#db/queries/decisions.ts";
import { applications } from "#db/schema/applications.ts";
import { callMembers } from "#db/schema/calls.ts";
import { decisions } from "#db/schema/decisions.ts";
import { letters } from "#db/schema/platform.ts";
import { asViewer } from "#db/viewer.ts";
import {
  approveAll,
  makeJudgedCall,
  plantConflict,
  proposal,
  proposeEach,
  reasonsOf,
  releaseAll,
  releaseApproved,
  type JudgedCall,
} from "#tests/support/decision-world.ts";
import { callIdOf } from "#tests/support/jury-world.ts";
import { refusedCode } from "#tests/support/refused.ts";
import { useWebWorld } from "#tests/support/web-world.ts";

let owner: Database;
useWebWorld((given) => {
  owner = given;
});

/** The applicant of the application at a place of the ranking, with its code. */
function applicantAt(call: JudgedCall, index: number): { person: Person; code: string } {
  const [person, code] = [call.applicants[index], call.codes[index]];
  if (person === undefined || code === undefined) throw new Error("no such applicant");
  return { person, code };
}

async function applicationIdOf(code: string) {
  const [row] = await owner.db.select().from(applications).where(eq(applications.code, code));
  if (row === undefined) throw new Error(`no application ${code}`);
  return row.id;
}

describe("what an applicant reads", () => {
  let call: JudgedCall;
  beforeAll(async () => {
    call = await makeJudgedCall(owner, "feedback", 3);
    await settleDecisionTerms(call.organiser, call.slug, { envelopeCents: null, sharesMarks: true });
  });

  test("is the same before the release, whatever is being decided", async () => {
    const { person, code } = applicantAt(call, 0);
    const id = await applicationIdOf(code);
    const seen = async () =>
      JSON.stringify([
        await feedbackPage(person, code, "en"),
        await asViewer(person.id, (tx) => tx.select().from(decisions)),
        await asViewer(person.id, (tx) => feedbackOn(tx, id)),
      ]);
    const before = await seen();
    expect(before).toContain('"decision":null');

    await proposeDecision(call.organiser, call.slug, proposal(code, "laureate"));
    expect(await seen()).toBe(before);
    const conditions = { fr: "Une convention.", en: "An agreement." };
    await proposeEach(call, ["laureate", "waiting_list", "rejected"]);
    await proposeDecision(call.organiser, call.slug, proposal(code, "laureate", { conditions }));
    await approveAll(call, call.authority);
    expect(await seen()).toBe(before);
  });

  test("is, after it, the outcome with its reasons, the jury's words without names, and the mean marks", async () => {
    await releaseApproved(call);
    const { person, code } = applicantAt(call, 0);

    const page = await feedbackPage(person, code, "en");

    expect(page.decision).toMatchObject({
      ...{ outcome: "laureate", amountCents: 100_000_00, waitingPlace: null, conditions: "An agreement." },
      reasons: reasonsOf.laureate.en,
    });
    // Both jurors gave the best five points.
    expect(page.feedback?.marks).toEqual([{ id: "benefit", name: "Benefit", max: 5, mean: 5 }]);
    expect(page.feedback?.comments).toHaveLength(2);
    expect(page.appealsHtml).toContain("Two months, before the administrative court.");
    // What jurors write to the committee, and their reasons per criterion, stay with the jury.
    const id = await applicationIdOf(code);
    const shown = JSON.stringify([page, await asViewer(person.id, (tx) => feedbackOn(tx, id))]);
    expect(shown).not.toContain("To the committee");
    expect(shown).not.toContain("Reason of");
    const waiting = applicantAt(call, 1);
    expect((await feedbackPage(waiting.person, waiting.code, "en")).decision).toMatchObject({
      ...{ outcome: "waiting_list", waitingPlace: 1 },
    });
  });

  test("is nothing to others, and is marked as read once by who may read it", async () => {
    const { person, code } = applicantAt(call, 2);
    for (const other of [call.applicants[0], call.jurors[0], call.organiser, call.authority]) {
      if (other === undefined) throw new Error("nobody");
      expect(await refusedCode(feedbackPage(other, code, "en"))).toBe("application_not_found");
      expect(await asViewer(other.id, async (tx) => feedbackOn(tx, await applicationIdOf(code)))).toEqual([]);
    }
    const readAt = async () => {
      const { rows } = await decisionsPage(call.organiser, call.slug, "en");
      return rows.find((row) => row.code === code)?.decision?.readAt ?? null;
    };
    expect(await readAt()).toBeNull();
    await feedbackPage(person, code, "en");
    const first = await readAt();
    expect(first).toBeInstanceOf(Date);
    await feedbackPage(person, code, "fr");
    expect(await readAt()).toEqual(first);
  });

  test("holds no marks where the call keeps them", async () => {
    const silent = await makeJudgedCall(owner, "no-marks", 1);
    await proposeEach(silent, ["laureate"]);
    await releaseAll(silent);
    const { person, code } = applicantAt(silent, 0);

    expect((await feedbackPage(person, code, "en")).feedback).toMatchObject({ marks: null });
  });
});

describe("the waiting list", () => {
  const words = {
    ...{ amountCents: 90_000_00, conditions: null },
    reasons: { fr: "Une place s’est libérée.", en: "A place has become free." },
  };
  const withdrawn = async (slug: string, waiting = 2) => {
    const call = await makeJudgedCall(owner, slug, 2 + waiting);
    await proposeEach(call, ["laureate", "laureate", ...Array<"waiting_list">(waiting).fill("waiting_list")]);
    await releaseAll(call);
    return call;
  };

  test("moves up when a laureate gives up: by two people, with a letter of its own, and unseen until then", async () => {
    const call = await withdrawn("promotion");
    const [left, next] = [applicantAt(call, 0), applicantAt(call, 2)];
    const promote = (person: Person) =>
      refusedCode(proposePromotion(person, call.slug, { becauseOf: left.code, ...words }));
    expect(await promote(call.organiser)).toBe("award_missing");
    expect(await refusedCode(declineAward(next.person, left.code))).toBe("application_not_found");
    expect(await refusedCode(declineAward(next.person, next.code))).toBe("award_missing");
    await declineAward(left.person, left.code);
    expect(await refusedCode(declineAward(left.person, left.code))).toBe("application_withdrawn");

    const before = JSON.stringify(await feedbackPage(next.person, next.code, "en"));
    expect(await promote(call.authority)).toBe("decision_chair_only");
    expect(await promote(call.organiser)).toBe("done");
    const { freePlaces } = await decisionsPage(call.authority, call.slug, "en");
    expect(freePlaces).toMatchObject([{ code: left.code, underWay: "Project 3" }]);
    // A slip is mended by another proposal for the same place, or taken back.
    expect(await promote(call.organiser)).toBe("done");
    await takeBackProposal(call.organiser, call.slug, next.code);
    expect(await promote(call.organiser)).toBe("done");
    await approveAll(call, call.authority);
    expect(JSON.stringify(await feedbackPage(next.person, next.code, "en"))).toBe(before);

    expect(await releaseApproved(call)).toBe(1);
    expect((await feedbackPage(next.person, next.code, "en")).decision).toMatchObject({
      ...{ outcome: "laureate", amountCents: 90_000_00, round: 2, reasons: words.reasons.en },
    });
    const id = await applicationIdOf(next.code);
    const owed = await owner.db.select().from(letters).where(eq(letters.kind, "decision_released"));
    const own = owed.filter(({ key }) => key.includes(id));
    expect(own.map(({ key }) => key.split(":")[2]).sort()).toEqual(["1", "2"]);
    expect(own.find(({ key }) => key.includes(":2:"))?.subject).toMatch(
      /A place is free|Une place se libère/,
    );
    // The place is taken now.
    expect(await promote(call.organiser)).toBe("award_missing");
  });

  test("gives one free place to one application, however many ask at once", async () => {
    const call = await withdrawn("two-at-once");
    const left = applicantAt(call, 1);
    await declineAward(left.person, left.code);
    const promote = () => proposePromotion(call.organiser, call.slug, { becauseOf: left.code, ...words });

    const promoted = await Promise.all([promote(), promote()]);

    expect(new Set(promoted)).toEqual(new Set([call.codes[2]]));
    const rows = await owner.db
      .select()
      .from(decisions)
      .where(eq(decisions.callId, await callIdOf(call.slug)));
    expect(rows.filter(({ round }) => round === 2)).toHaveLength(1);
  });

  test("is not passed over by somebody who does not see who is first", async () => {
    const call = await withdrawn("unseen");
    const left = applicantAt(call, 0);
    await declineAward(left.person, left.code);
    const chair = call.authority;
    await owner.db
      .insert(callMembers)
      .values({ callId: await callIdOf(call.slug), personId: chair.id, role: "organiser" });
    await plantConflict(owner, call, chair, call.codes[2] ?? "");

    const promote = proposePromotion(chair, call.slug, { becauseOf: left.code, ...words });
    expect(await refusedCode(promote)).toBe("promotion_not_yours");
  });

  test("may be empty", async () => {
    const call = await withdrawn("nobody", 0);
    const left = applicantAt(call, 0);
    await declineAward(left.person, left.code);

    const promote = proposePromotion(call.organiser, call.slug, { becauseOf: left.code, ...words });
    expect(await refusedCode(promote)).toBe("nobody_waits");
  });
});
