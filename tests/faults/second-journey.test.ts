import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { z } from "zod";
import { taggedPdf } from "#app/applications/tagged-pdf.server.ts";
import {
  copyOf,
  removeData,
  startInstallation,
  until,
  type Installation,
} from "#tests/support/installation.ts";
import { JourneyRecords } from "#tests/support/journey-records.ts";
import { KilledWebs } from "#tests/support/killed-webs.ts";
import { HeldTable } from "#tests/support/held-table.ts";
import { startMailServer } from "#tests/support/mail-server.ts";
import { SignedIn } from "#tests/support/signed-in.ts";

/** From a draft to a published laureate: at each arrow the process that carries it is killed, once in the middle and once
 * right after it has answered. Somebody who heard nothing asks again. */

let data: string;
let installation: Installation;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let sql: postgres.Sql;
let records: JourneyRecords;
let webs: KilledWebs;
let applicant: SignedIn;
let organiser: SignedIn;
let juror: SignedIn;
let code: string;

const [open, closed, evaluating, announced] = [
  "recherche-2027",
  "urgences-2026",
  "parcours-2026",
  "prevention-2026",
];
/** A job of a dead process is taken over within this time. */
const takenOverMs = 90_000;

beforeAll(async () => {
  data = copyOf(inject("seededData"));
  mail = await startMailServer();
  installation = await startInstallation(data, { SMTP_URL: mail.url, MAIL_FROM: "palmares@faults.test" });
  await installation.isOpen();
  sql = postgres(await installation.ownerUrl(), { max: 4 });
  records = new JourneyRecords(sql);
  webs = new KilledWebs(installation, sql);
  // What the demonstration owes since it was made is not what is tried here.
  await sql`update letters set sent_at = now() where sent_at is null`;
  const signIn = async (account: string) => SignedIn.at(installation.site, account);
  [applicant, organiser, juror] = [
    await signIn("applicant"),
    await signIn("organiser"),
    await signIn("juror"),
  ];
  code = await records.codeOf("applicant", open);
});
afterAll(async () => {
  await webs.close();
  await sql.end();
  await installation.stop();
  await mail.stop();
  removeData(data);
});

const killedInTheMiddle = async (table: string, send: (site: string) => Promise<Response>) =>
  webs.beforeTheEnd(table, send);
const killedRightAfter = async <Answer>(send: (site: string) => Promise<Answer>) => webs.afterTheAnswer(send);

test("a draft is saved as a whole or not at all, and a save whose answer was lost does no harm twice", async () => {
  const before = await records.draft(code);
  const answers = {
    ...{ months: "24", start: "2027-04-01", topics: ["chronic"], rules: true, truth: true },
    ...{ question: "Peut-on prévoir\u202f?", plan: "Une cohorte.", data: "Les résumés de passage." },
    costs: [{ row: "a", what: "Calcul", amount: "60 000" }],
  };
  const changes = Object.entries(answers).map(([field, value]) => ({ field, value, base: before.revision }));
  const save = async (site: string) =>
    applicant.ask(site, `/application/${code}/answers`, { changes, since: before.revision });

  expect(await killedInTheMiddle("answers", save)).toBe("cut off");
  expect(await records.draft(code)).toEqual(before);
  expect((await killedRightAfter(save)).status).toBe(200);

  const after = await records.draft(code);
  expect(after).toMatchObject({ revision: before.revision + 1, kept: before.kept + 1, answers });
  expect(await (await save(installation.site)).json()).toMatchObject({ conflicts: [] });
  expect(await records.draft(code)).toEqual(after);
});

const step = z.object({ url: z.string().default(""), document: z.object({ id: z.string() }) });

/** Begins a document and puts its bytes into the object store, as a browser does. */
async function bring(site: string, field: string): Promise<string> {
  const pdf = await taggedPdf({ lang: "fr", title: field, createdAt: new Date() }, [
    { tag: "H1", words: field },
  ]);
  const begin = { field, fileName: `${field}.pdf`, sizeBytes: pdf.byteLength };
  const answer = await applicant.ask(site, `/application/${code}/documents`, { begin });
  const { url, document } = step.parse(await answer.json());
  expect((await fetch(url, { method: "PUT", body: new Uint8Array(pdf) })).status).toBe(200);
  return document.id;
}

const complete = (id: string) => async (site: string) =>
  applicant.ask(site, `/application/${code}/documents`, { complete: id });

test("a document outlives the web process, the object store and the check that die over it, and is taken in once", async () => {
  const id = await killedRightAfter(async (site) => bring(site, "analysis_plan"));
  installation.signal("objectStore", "SIGKILL");
  await until(
    async () => /"objectStore":true/.test(await (await fetch(`${installation.site}/readyz`)).text()),
    20_000,
  );

  expect(await killedInTheMiddle("audit_events", complete(id))).toBe("cut off");
  expect(await records.documentState(id)).toBe("uploading");
  installation.signal("jobs", "SIGSTOP");
  expect((await complete(id)(installation.site)).status).toBe(200);
  // With the object store frozen, the check waits for the bytes: its middle.
  installation.signal("objectStore", "SIGSTOP");
  installation.signal("jobs", "SIGCONT");
  await until(() => records.isTaken("check_document"), 10_000);
  installation.signal("jobs", "SIGKILL");
  installation.signal("objectStore", "SIGCONT");
  expect(await records.documentState(id)).toBe("checking");

  await until(async () => (await records.documentState(id)) === "accepted", takenOverMs);
  expect(await records.lines("add_document", id)).toBe(1);
  expect(await records.lines("check_document", id)).toBe(1);
});

test("an application is received once, with the document that was begun anew, and its receipt goes out under one number", async () => {
  await killedRightAfter(async (site) => bring(site, "support_letter"));
  const again = await bring(installation.site, "support_letter");
  await complete(again)(installation.site);
  await until(async () => (await records.documentState(again)) === "accepted", 20_000);
  const submit = async (site: string) => applicant.submit(site, `/fr/applications/${code}/check`, {});

  expect(await killedInTheMiddle("audit_events", submit)).toBe("cut off");
  expect(await records.received(code)).toEqual({ state: "draft", documents: [], receipts: 0 });
  // The mail server has the letter, and its sender does not know yet.
  mail.pace.takesMs = 5_000;
  expect((await killedRightAfter(submit)).status).toBe(302);
  const receipts = () => mail.received.filter(({ text }) => text.includes(`${code}-1`));
  await until(() => receipts().length > 0, 20_000);
  installation.signal("jobs", "SIGKILL");
  mail.pace.takesMs = 0;
  const unsent = () => sql`select id from letters where kind = 'application_received' and sent_at is null`;
  expect(await unsent()).toHaveLength(1);

  const plan = (await records.draft(code)).answers["analysis_plan"];
  const once = { state: "submitted", documents: [[plan, again]], receipts: 1 };
  expect(await records.received(code)).toEqual(once);
  expect((await submit(installation.site)).status).toBe(302);
  expect(await records.received(code)).toEqual(once);
  await until(async () => (await unsent()).length === 0, takenOverMs);
  // Offered again, as the same letter: whoever reads it has one.
  const [first, second, ...more] = receipts().map(({ messageId }) => messageId);
  expect([second, more]).toEqual([first, []]);
});

test("a ruling whose officer heard nothing is made once, with one letter", async () => {
  const waiting = await records.waitingForRuling(closed);
  const reasons = { reasons_fr: "Dans l’objet de l’appel.", reasons_en: "Within the scope of the call." };
  const rule = async (site: string) =>
    organiser.submit(site, `/fr/calls/${closed}/applications/${waiting}`, {
      ...{ intent: "rule", outcome: "admissible" },
      ...reasons,
    });

  expect(await killedInTheMiddle("audit_events", rule)).toBe("cut off");
  expect(await records.ruled(waiting)).toEqual({ state: "submitted", rulings: 0, letters: 0 });
  expect((await killedRightAfter(rule)).status).toBe(200);
  expect((await rule(installation.site)).status).toBe(200);

  expect(await records.ruled(waiting)).toEqual({ state: "admissible", rulings: 1, letters: 1 });
});

test("an assignment whose solver was killed in its middle is found by the next jobs process, without anybody", async () => {
  const before = await records.lastRun(evaluating);
  const path = `/fr/calls/${evaluating}/jury/assignments`;
  const ask = async (site: string) => organiser.submit(site, path, { intent: "solve", reviews: "4" });
  expect(await killedInTheMiddle("audit_events", ask)).toBe("cut off");
  expect(await records.lastRun(evaluating)).toEqual(before);
  const jobs = installation.pidOf("jobs");
  await killedRightAfter(ask);

  await until(async () => ((await records.lastRun(evaluating))?.percent ?? 0) >= 5, 10_000);
  process.kill(jobs, "SIGKILL");
  const killed = await records.lastRun(evaluating);
  expect(killed).toMatchObject({ state: "running", pairs: null });
  expect((await ask(installation.site)).status).toBe(409);

  await until(async () => (await records.lastRun(evaluating))?.state === "solved", takenOverMs);
  const found = await records.lastRun(evaluating);
  expect(found).toMatchObject({ id: killed?.id, asked: (before?.asked ?? 0) + 1, percent: 100 });
  expect(found?.pairs).toBeGreaterThan(0);
});

test("a review is saved and handed in as a whole or not at all, and once", async () => {
  const reviewed = await records.openReview("juror", evaluating);
  const before = await records.review("juror", reviewed);
  const marks = ["benefit", "science", "feasibility", "sharing"].map((id) => ({
    field: `mark:${id}`,
    value: 3,
  }));
  const changes = [...marks, { field: "to_committee", value: "Un doute sur les effectifs." }];
  const save = async (site: string) =>
    juror.ask(site, `/review/${evaluating}/${reviewed}/marks`, { changes, since: before?.revision ?? 0 });
  const handIn = async (site: string) =>
    juror.submit(site, `/fr/calls/${evaluating}/reviews/${reviewed}`, { intent: "hand_in" });

  expect(await killedInTheMiddle("review_revisions", save)).toBe("cut off");
  expect(await records.review("juror", reviewed)).toEqual(before);
  expect((await killedRightAfter(save)).status).toBe(200);
  const saved = await records.review("juror", reviewed);
  expect(saved).toMatchObject({ state: "draft", comment: "Un doute sur les effectifs." });
  expect(saved?.revision).toBe((before?.revision ?? 0) + 1);
  expect(await killedInTheMiddle("audit_events", handIn)).toBe("cut off");
  expect(await records.review("juror", reviewed)).toEqual(saved);
  expect((await killedRightAfter(handIn)).status).toBe(200);
  expect((await handIn(installation.site)).status).toBe(200);

  const handedIn = await records.review("juror", reviewed);
  expect(handedIn).toMatchObject({ state: "submitted", revision: (saved?.revision ?? 0) + 1 });
  expect(handedIn?.kept).toBe((saved?.kept ?? 0) + 1);
  expect(await records.lines("hand_in_review", handedIn?.id ?? "")).toBe(1);
});

test("a ranking whose job was killed in its middle is computed again by itself, once", async () => {
  const places = 7;
  const ask = async (site: string) =>
    organiser.submit(site, `/fr/calls/${evaluating}/jury/ranking`, {
      intent: "compute",
      places: String(places),
    });
  expect(await records.rankings(evaluating, places)).toBe(0);
  const held = await HeldTable.hold(sql, "rankings");
  expect((await killedRightAfter(ask)).status).toBe(200);
  // All is computed, and nothing kept.
  let connections: number[] = [];
  await until(async () => (connections = await held.waiting("palmares_jobs")).length > 0, 20_000);
  installation.signal("jobs", "SIGKILL");
  await held.letGo(connections);
  expect(await records.rankings(evaluating, places)).toBe(0);

  await until(async () => (await records.rankings(evaluating, places)) > 0, takenOverMs);
  expect((await ask(installation.site)).status).toBe(200);
  await until(async () => !(await records.isTaken("compute_ranking")), 20_000);
  expect(await records.rankings(evaluating, places)).toBe(1);
});

test("a laureate's text is approved and published as a whole or not at all, and one letter says so", async () => {
  const laureate = await records.codeOf("applicant", announced);
  const { slug, title, summary, lead, partners, people, revision, letters } =
    await records.laureate(laureate);
  const news = "Un texte qui a survécu à tous les arrêts.";
  const words = {
    ...{ title_fr: title.fr, title_en: title.en, summary_fr: news, summary_en: summary.en },
    ...{ leadOrganisation: lead, partners: partners.join("\n"), people: people.join("\n") },
  };
  const approve = async (site: string) =>
    applicant.submit(site, `/fr/applications/${laureate}/publication`, {
      ...{ intent: "approve", agreed: "on", revision: String(revision) },
      ...words,
    });
  const publish = async (site: string) =>
    organiser.submit(site, `/fr/calls/${announced}/publication/${laureate}`, {
      ...{ intent: "publish", revision: String(revision + 1) },
    });
  const pages = `/fr/laureates/${slug}`;

  expect(await killedInTheMiddle("audit_events", approve)).toBe("cut off");
  expect(await records.laureate(laureate)).toMatchObject({ state: "drafted", revision });
  expect((await killedRightAfter(approve)).status).toBe(200);
  expect(await records.laureate(laureate)).toMatchObject({ state: "approved", revision: revision + 1 });
  expect(await killedInTheMiddle("audit_events", publish)).toBe("cut off");
  expect(await records.laureate(laureate)).toMatchObject({ state: "approved", isPublic: false, letters });
  expect(await applicant.read(installation.site, pages)).not.toContain(news);
  expect((await killedRightAfter(publish)).status).toBe(200);
  expect((await publish(installation.site)).status).toBe(409);

  const once = { state: "published", isPublic: true, letters: letters + 1 };
  expect(await records.laureate(laureate)).toMatchObject(once);
  expect(await applicant.read(installation.site, pages)).toContain(news);
});

test("after all this every letter has gone out under one number, no job is left, and every invariant holds", async () => {
  await until(async () => {
    const [left] = await sql`select (select count(*)::int from graphile_worker._private_jobs) as jobs,
      (select count(*)::int from letters where sent_at is null) as letters`;
    return left?.["jobs"] === 0 && left["letters"] === 0;
  }, takenOverMs);

  const subjects = new Map<string, Set<string>>();
  for (const { messageId, to, subject } of mail.received)
    subjects.set(`${to} ${subject}`, (subjects.get(`${to} ${subject}`) ?? new Set()).add(messageId));
  expect(subjects.size).toBeGreaterThan(0);
  expect([...subjects.values()].filter(({ size }) => size > 1)).toEqual([]);
  expect(installation.invariants()).toEqual({ status: 0, output: "every invariant holds\n" });
});
