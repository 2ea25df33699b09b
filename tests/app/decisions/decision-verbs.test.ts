import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Person } from "#app/accounts/actor.ts";
import { approveDecisions } from "#app/decisions/approve-decisions.server.ts";
import { decisionLettersPage } from "#app/decisions/letters-page.server.ts";
import { decisionPage, decisionsPage } from "#app/decisions/pages.server.ts";
import { proposeAlongLine } from "#app/decisions/propose-along-line.server.ts";
import { proposeDecision, takeBackProposal } from "#app/decisions/propose-decision.server.ts";
import { rehearseLetters, releaseDecisions } from "#app/decisions/release-decisions.server.ts";
import { saveDecisionLetter, settleDecisionTerms } from "#app/decisions/save-letter.server.ts";
import { standardLetters } from "#app/decisions/standard-letters.ts";
import type { Database } from "#db/client.ts";
import { db } from "#db/connections.ts";
import { callMembers, calls } from "#db/schema/calls.ts";
import { decisionChanges, decisions, rankingDepartures } from "#db/schema/decisions.ts";
import { letters } from "#db/schema/platform.ts";
import { asViewer } from "#db/viewer.ts";
import { both } from "#tests/support/call.ts";
import {
  addMember,
  approveAll,
  makeJudgedCall,
  plantConflict,
  proposal,
  proposeEach,
  rankFor,
  reasonsOf,
  releaseAll,
  type JudgedCall,
} from "#tests/support/decision-world.ts";
import { assign, callIdOf, judge, makeClosedCall, makeJuror, sweep } from "#tests/support/jury-world.ts";
import { refusedCode } from "#tests/support/refused.ts";
import { useWebWorld } from "#tests/support/web-world.ts";

// The verbs run with the web process's own rights, row-level security included; what they did is read by the owner.
let owner: Database;
useWebWorld((given) => {
  owner = given;
});

const line = { places: 1, waiting: 0, reasons: reasonsOf, replace: false };
const whyNot = "The same need is covered by another laureate.";

async function decisionsOf(slug: string) {
  const callId = await callIdOf(slug);
  return owner.db.select().from(decisions).where(eq(decisions.callId, callId));
}

async function releaseCode(call: JudgedCall, person: Person = call.authority): Promise<string> {
  const { letters: rehearsed, digest } = await rehearseLetters(call.authority, call.slug);
  return refusedCode(
    releaseDecisions(person, call.slug, { letters: rehearsed.length, digest, despiteOpen: false }),
  );
}

describe("a proposal", () => {
  let call: JudgedCall;
  const propose = (...args: Parameters<typeof proposal>) =>
    refusedCode(proposeDecision(call.organiser, call.slug, proposal(...args)));
  beforeAll(async () => {
    call = await makeJudgedCall(owner, "propose", 3);
  });

  test("is nothing for officers, jurors, applicants and the authority", async () => {
    const officer = await addMember(owner, call, "Officer Lanvin", "officer");
    const [code = ""] = call.codes;
    const strangers = [officer, ...call.jurors.slice(0, 1), ...call.applicants.slice(0, 1)];
    for (const person of strangers) {
      expect(await refusedCode(decisionsPage(person, call.slug, "en"))).toBe("decision_role_required");
      expect(await refusedCode(proposeDecision(person, call.slug, proposal(code, "rejected")))).toBe(
        "decision_role_required",
      );
      expect(await refusedCode(decisionLettersPage(person, call.slug, "en"))).toBe("decision_role_required");
      expect(await releaseCode(call, person)).toBe("decision_role_required");
    }
    const { authority, slug } = call;
    expect(await refusedCode(proposeDecision(authority, slug, proposal(code, "rejected")))).toBe(
      "decision_chair_only",
    );
    expect(await refusedCode(proposeAlongLine(authority, slug, line))).toBe("decision_chair_only");
    expect(await refusedCode(takeBackProposal(authority, slug, code))).toBe("decision_chair_only");
    expect(await refusedCode(saveDecisionLetter(authority, slug, "laureate", standardLetters.laureate))).toBe(
      "decision_chair_only",
    );
  });

  test("waits for the evaluation and for one's own reviews", async () => {
    const closed = await makeClosedCall(owner, "too-early", []);
    expect(await refusedCode(decisionsPage(closed.organiser, "too-early", "en"))).toBe(
      "evaluation_not_begun",
    );
    const judging = await makeJudgedCall(owner, "still-judging", 1);
    const [code = ""] = judging.codes;
    const late = await makeJuror(owner, judging, { name: "Gaspard Noirmont" });
    await sweep(late.person, judging.slug);
    await assign(judging, [[code, late.jurorId]]);
    await owner.db.insert(callMembers).values({
      ...{ callId: await callIdOf(judging.slug), personId: late.person.id, role: "chair" },
    });
    expect(await refusedCode(decisionsPage(late.person, judging.slug, "en"))).toBe("own_reviews_first");
    await judge(late.person, judging.slug, code, 2);
    expect((await decisionsPage(late.person, judging.slug, "en")).rows).toHaveLength(1);
  });

  test("says its reasons in both languages, a place only for who waits, money only for laureates", async () => {
    const [code = ""] = call.codes;
    expect(await propose(code, "rejected", { reasons: { fr: "Non.", en: " " } })).toBe("reasons_missing");
    expect(await propose(code, "rejected", { amountCents: 1 })).toBe("amount_out_of_place");
    expect(await propose(code, "rejected", { waitingPlace: 1 })).toBe("waiting_position_invalid");
    expect(await propose(code, "waiting_list")).toBe("waiting_position_invalid");
    expect(await propose("ZZZZZ-ZZZZZ", "rejected")).toBe("application_not_found");
    expect(await decisionsOf(call.slug)).toEqual([]);
  });

  test("does not spend more than the envelope, to the cent", async () => {
    const [first = "", second = ""] = call.codes;
    await settleDecisionTerms(call.organiser, call.slug, { envelopeCents: 150_000_00, sharesMarks: false });
    expect(await propose(first, "laureate", { amountCents: 100_000_00 })).toBe("done");
    expect(await propose(second, "laureate", { amountCents: 50_000_01 })).toBe("envelope_overspent");
    expect(await propose(second, "laureate", { amountCents: 50_000_00 })).toBe("done");
    const { money, counts } = await decisionsPage(call.organiser, call.slug, "en");
    expect(money).toMatchObject({ envelopeCents: 150_000_00, grantedCents: 150_000_00 });
    expect(counts).toMatchObject({ laureate: 2, undecided: 1, applications: 3 });
  });

  test("that leaves the order says why, and the reason is kept", async () => {
    const [first = "", second = "", third = ""] = call.codes;
    expect(await propose(third, "rejected")).toBe("done");
    expect(await propose(first, "rejected")).toBe("departure_reason_required");
    expect(await propose(first, "rejected", { departure: "Too short" })).toBe("departure_reason_required");
    expect(await propose(first, "rejected", { departure: whyNot })).toBe("done");
    // The other side of the same departure is named, and stops the approval.
    const { rows } = await decisionsPage(call.authority, call.slug, "en");
    expect(rows.map(({ code, departure }) => [code, departure.isOne, departure.lacksReason])).toEqual([
      [first, true, false],
      [second, true, true],
      [third, false, false],
    ]);
    expect(await refusedCode(approveAll(call, call.authority))).toBe("departure_reason_required");
    const [kept] = await owner.db
      .select()
      .from(rankingDepartures)
      .where(eq(rankingDepartures.callId, await callIdOf(call.slug)));
    expect(kept?.reason).toBe(whyNot);
  });

  test("is taken back without a trace on the page, and with one in the history", async () => {
    const [first = ""] = call.codes;
    await takeBackProposal(call.organiser, call.slug, first);
    expect(await refusedCode(takeBackProposal(call.organiser, call.slug, first))).toBe(
      "decision_not_proposed",
    );
    const place = { slug: call.slug, code: first };
    const { file, changes } = await decisionPage(call.organiser, place, "en");
    expect(file.decision).toBeNull();
    expect(changes.map(({ outcome, state }) => [outcome, state])).toEqual([
      ["rejected", "taken_back"],
      ["rejected", "proposed"],
      ["laureate", "proposed"],
    ]);
  });
});

describe("an approval", () => {
  test("is by another person, also for who may do both", async () => {
    const call = await makeJudgedCall(owner, "two-people", 2);
    const chief = await addMember(owner, call, "Chief Both", "authority");
    const email = { id: chief.id };
    await owner.db.execute(
      sql`insert into call_members (call_id, person_id, role) select call_id, person_id, 'organiser'
        from call_members where person_id = ${email.id}`,
    );
    await rankFor(owner, call.slug, chief);
    const [first = "", second = ""] = call.codes;
    await proposeDecision(chief, call.slug, proposal(first, "laureate"));
    const seen = async (code: string) =>
      (await decisionPage(chief, { slug: call.slug, code }, "en")).file.decision?.seen ?? "";
    const approve = async (code: string) =>
      refusedCode(approveDecisions(chief, call.slug, { code, seen: await seen(code) }));

    expect(await approve(first)).toBe("decision_same_person");
    expect(await refusedCode(approveAll(call, chief))).toBe("decision_same_person");
    await proposeDecision(call.organiser, call.slug, proposal(second, "rejected"));
    expect(await approveAll(call, chief)).toBe(1);
    expect(await approveAll(call, call.authority)).toBe(1);
    const rows = await decisionsOf(call.slug);
    expect(rows.every(({ proposedBy, approvedBy }) => approvedBy !== null && proposedBy !== approvedBy)).toBe(
      true,
    );
  });

  test("is of what was seen: a proposal that changes meanwhile is not approved", async () => {
    const call = await makeJudgedCall(owner, "seen", 2);
    await proposeEach(call, ["laureate", "rejected"]);
    const { seenAll } = await decisionsPage(call.authority, call.slug, "en");
    const [first = ""] = call.codes;
    await proposeDecision(call.organiser, call.slug, proposal(first, "laureate", { amountCents: 1 }));

    expect(
      await refusedCode(approveDecisions(call.authority, call.slug, { code: null, seen: seenAll })),
    ).toBe("decisions_changed");
    expect(await approveAll(call, call.authority)).toBe(2);
    // A new proposal takes the approval back with it.
    await proposeDecision(call.organiser, call.slug, proposal(first, "laureate"));
    const rows = await decisionsOf(call.slug);
    expect(rows.map(({ state }) => state).sort()).toEqual(["approved", "proposed"]);
    expect(await releaseCode(call)).toBe("decision_not_approved");
  });

  test("and a new proposal at the same moment leave one of them, never both", async () => {
    const call = await makeJudgedCall(owner, "race", 1);
    const [first = ""] = call.codes;
    await proposeEach(call, ["laureate"]);
    const { seenAll: seen } = await decisionsPage(call.authority, call.slug, "en");

    await Promise.all([
      refusedCode(approveDecisions(call.authority, call.slug, { code: first, seen })),
      refusedCode(
        proposeDecision(call.organiser, call.slug, proposal(first, "laureate", { amountCents: 7 })),
      ),
    ]);

    const [row] = await decisionsOf(call.slug);
    // Whichever came first: what is in force is the new proposal, and nobody has approved it.
    expect(row).toMatchObject({ state: "proposed", amountCents: 7, approvedBy: null });
  });

  test("needs an order of what the authority may see", async () => {
    const call = await makeJudgedCall(owner, "no-order", 2);
    await proposeEach(call, ["laureate", "rejected"]);
    await plantConflict(owner, call, call.authority, call.codes[1] ?? "");
    const { rows, ranking } = await decisionsPage(call.authority, call.slug, "en");

    expect([rows.map(({ code }) => code), ranking]).toEqual([[call.codes[0]], null]);
    expect(await refusedCode(approveAll(call, call.authority))).toBe("ranking_missing");
    await rankFor(owner, call.slug, call.authority);
    expect(await approveAll(call, call.authority)).toBe(1);
  });
});

describe("somebody in conflict", () => {
  test("neither sees nor decides the application, and the release leaves it to another authority", async () => {
    const call = await makeJudgedCall(owner, "conflict", 3);
    const [first = "", second = "", hidden = ""] = call.codes;
    await proposeEach(call, ["laureate", "waiting_list", "rejected"]);
    await plantConflict(owner, call, call.authority, hidden);
    await rankFor(owner, call.slug, call.authority);
    const { authority, slug } = call;

    const page = JSON.stringify([
      await decisionsPage(authority, slug, "en"),
      await decisionLettersPage(authority, slug, "en"),
    ]);
    expect(page).not.toContain(hidden);
    expect(page).toContain(first);
    expect(await refusedCode(decisionPage(authority, { slug, code: hidden }, "en"))).toBe(
      "application_not_found",
    );
    const other = await addMember(owner, call, "Deputy Moreau", "authority");
    const { seenAll } = await decisionsPage(other, slug, "en");
    expect(await refusedCode(approveDecisions(authority, slug, { code: hidden, seen: seenAll }))).toBe(
      "application_not_found",
    );
    // What the conflicted one releases leaves the hidden decision as it was.
    expect(await releaseAll(call)).toBe(2);
    const state = async (code: string) =>
      (await decisionPage(other, { slug, code }, "en")).file.decision?.state;
    expect([await state(first), await state(second), await state(hidden)]).toEqual([
      "released",
      "released",
      "proposed",
    ]);
    expect(await releaseAll({ ...call, authority: other })).toBe(1);
    expect(await state(hidden)).toBe("released");
  });
});

describe("letters", () => {
  test("name their faults, and do not go out with one", async () => {
    const call = await makeJudgedCall(owner, "faults", 2);
    await proposeEach(call, ["laureate", "rejected"]);
    await approveAll(call, call.authority);
    const { rejected } = standardLetters;
    const body = { ...rejected.body, en: `${rejected.body.en} {amount} {prize}`.replace("{appeals}", "") };
    await saveDecisionLetter(call.organiser, call.slug, "rejected", { ...rejected, body });

    const { faults } = await rehearseLetters(call.authority, call.slug);
    const fault = { outcome: "rejected", locale: "en" };
    expect(faults).toEqual([
      { ...fault, kind: "contradicts", place: "amount" },
      { ...fault, kind: "unknown", place: "prize" },
      { ...fault, kind: "lacking", place: "appeals" },
    ]);
    expect(await releaseCode(call)).toBe("letters_faulty");
    const callId = await callIdOf(call.slug);
    await owner.db.execute(sql`delete from decision_letters where call_id = ${callId}`);
    expect((await rehearseLetters(call.authority, call.slug)).faults.map(({ kind }) => kind)).toEqual(
      Array(4).fill("missing"),
    );
    expect(await releaseCode(call)).toBe("letters_faulty");
  });

  test("go out only in the number and the words that were read", async () => {
    const call = await makeJudgedCall(owner, "words", 2);
    await proposeEach(call, ["laureate", "rejected"]);
    await approveAll(call, call.authority);
    const { digest } = await rehearseLetters(call.authority, call.slug);
    const release = (number: number) =>
      refusedCode(
        releaseDecisions(call.authority, call.slug, { letters: number, digest, despiteOpen: false }),
      );

    expect(await release(1)).toBe("letter_count_changed");
    const { rejected } = standardLetters;
    await saveDecisionLetter(call.organiser, call.slug, "rejected", {
      ...rejected,
      subject: both("Another subject"),
    });
    expect(await release(2)).toBe("letters_changed");
    const [row] = await owner.db.select().from(calls).where(eq(calls.slug, call.slug));
    expect(row?.state).toBe("evaluating");
  });

  test("keep what people wrote as it is: braces in a title are no places", async () => {
    const call = await makeJudgedCall(owner, "braces", 1);
    const [code = ""] = call.codes;
    const reasons = { fr: "Le champ {amount} du dossier.", en: "The field {amount} of the form." };
    await proposeDecision(call.organiser, call.slug, proposal(code, "laureate", { reasons }));
    await approveAll(call, call.authority);

    const { letters: rehearsed, incomplete } = await rehearseLetters(call.authority, call.slug);
    expect(incomplete).toEqual([]);
    // The applicant of this test reads French: makePerson's language.
    const [letter] = rehearsed;
    expect(letter?.body).toContain(letter?.locale === "fr" ? reasons.fr : reasons.en);
    expect(letter?.body).not.toContain("Conditions");
  });
});

describe("a release", () => {
  test("waits until everything is decided and approved, by the authority alone", async () => {
    const call = await makeJudgedCall(owner, "release", 3);
    const [first = "", second = "", third = ""] = call.codes;
    const { slug, organiser, authority } = call;
    expect(await releaseCode(call)).toBe("decision_missing");
    await proposeEach(call, ["laureate", "waiting_list"]);
    await approveAll(call, authority);
    expect(await releaseCode(call)).toBe("decision_missing");
    await proposeDecision(organiser, slug, proposal(third, "waiting_list", { waitingPlace: 3 }));
    expect(await releaseCode(call)).toBe("decision_not_approved");
    await approveAll(call, authority);
    expect(await releaseCode(call)).toBe("waiting_position_invalid");
    await proposeDecision(organiser, slug, proposal(third, "waiting_list", { waitingPlace: 2 }));
    await approveAll(call, authority);
    expect(await releaseCode(call, organiser)).toBe("decision_authority_only");
    expect(await releaseCode(call)).toBe("done");

    // What is released stays, in the verbs and in the database.
    for (const code of [first, second])
      expect(await refusedCode(proposeDecision(organiser, slug, proposal(code, "rejected")))).toBe(
        "decision_already_released",
      );
    expect(await refusedCode(takeBackProposal(organiser, slug, first))).toBe("decision_already_released");
    expect(await refusedCode(proposeAlongLine(organiser, slug, line))).toBe("decision_already_released");
    expect(
      await refusedCode(settleDecisionTerms(organiser, slug, { envelopeCents: null, sharesMarks: true })),
    ).toBe("decision_already_released");
    const callId = await callIdOf(slug);
    const touched = await asViewer(organiser.id, async (tx) => [
      ...(await tx
        .update(decisions)
        .set({ amountCents: 1 })
        .where(eq(decisions.callId, callId))
        .returning({ id: decisions.applicationId })),
      ...(await tx.delete(decisions).where(eq(decisions.callId, callId)).returning()),
    ]);
    expect(touched).toEqual([]);
    expect((await decisionsOf(slug)).map(({ state }) => state)).toEqual(Array(3).fill("released"));
  });

  test("that ends in the middle has released nothing and owes no letter", async () => {
    const call = await makeJudgedCall(owner, "interrupted", 2);
    await proposeEach(call, ["laureate", "rejected"]);
    await approveAll(call, call.authority);
    // The journal is the last step of the release: without it the whole transaction ends.
    const functionName = "append_audit_event(text, text, text, jsonb)";
    await owner.db.execute(sql.raw(`revoke execute on function ${functionName} from palmares_web, public`));
    const { letters: rehearsed, digest } = await rehearseLetters(call.authority, call.slug);
    const release = () =>
      releaseDecisions(call.authority, call.slug, { letters: rehearsed.length, digest, despiteOpen: false });

    await expect(release()).rejects.toThrow();
    const owedTo = async () =>
      (await owner.db.select().from(letters).where(eq(letters.kind, "decision_released"))).filter(
        ({ body }) => call.codes.some((code) => body.includes(code)),
      );
    expect(await owedTo()).toEqual([]);
    expect((await decisionsOf(call.slug)).map(({ state }) => state)).toEqual(["approved", "approved"]);
    await owner.db.execute(sql.raw(`grant execute on function ${functionName} to palmares_web`));
    expect(await release()).toBe(2);
    expect(await owedTo()).toHaveLength(2);
  });

  test("leaves every step in the history", async () => {
    const call = await makeJudgedCall(owner, "history", 1);
    await proposeEach(call, ["laureate"]);
    expect(await releaseAll(call)).toBe(1);
    const [row] = await decisionsOf(call.slug);
    const steps = await owner.db
      .select()
      .from(decisionChanges)
      .where(eq(decisionChanges.applicationId, row?.applicationId ?? "application_"))
      .orderBy(decisionChanges.number);
    expect(steps.map(({ state, personId }) => [state, personId])).toEqual([
      ["proposed", call.organiser.id],
      ["approved", call.authority.id],
      ["released", call.authority.id],
    ]);
    expect(await db().select().from(decisions)).toEqual([]);
  });
});
