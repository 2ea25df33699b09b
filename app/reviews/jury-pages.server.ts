import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { callStatus } from "#app/calls/rules.ts";
import { markdownToHtml } from "#app/ui/markdown.server.ts";
import { titleIn } from "#app/applications/title.ts";
import { formSchema } from "#app/applications/form-schema.ts";
import type { Tx } from "#db/client.ts";
import { db } from "#db/connections.ts";
import { databaseClock } from "#db/clock.ts";
import { accountOf } from "#db/queries/accounts.ts";
import { namesOf, type ReceivedRow } from "#db/queries/applications.ts";
import { cutoffsOf, formVersion } from "#db/queries/calls.ts";
import {
  assignmentsOfCall,
  conflictsOfCall,
  currentCharter,
  invitationAnswers,
  invitationByHash,
  jurorsOf,
  lastRun,
} from "#db/queries/juries.ts";
import { judgedApplications, reviewsOfCall } from "#db/queries/reviews.ts";
import type { Locale } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { isLive } from "./assign-juror.server.ts";
import type { AssignmentFault } from "./assignment.ts";
import { describeAssignmentFault } from "./describe-assignment-fault.ts";
import { describeFinding } from "./describe-finding.ts";
import { findingFrom } from "./finding-evidence.ts";
import { hashOfJurorKey } from "./invite-juror.server.ts";
import { organiserContext } from "./jury-context.server.ts";
import { isOpenReview } from "./policy.ts";
import { affinityOf } from "./problem-of-call.ts";
import { wantedReviews } from "./run-parameters.ts";
import { topicsIn } from "./topics-in.ts";

/** The jury as its organisers see it: who is asked, how far each has come, and what was found. Everything that counts
 * applications counts those that the actor may see.
 * @throws Refused those of `organiserContext` */
export async function juryPage(actor: Actor, slug: string, locale: Locale) {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const { person, call } = await organiserContext(tx, actor, slug);
    const charter = await currentCharter(tx, call.id);
    const answers = new Map((await invitationAnswers(tx, call.id)).map((one) => [one.jurorId, one]));
    const work = await workOf(tx, call.id);
    const jurors = await jurorsOf(tx, call.id);
    const status = callStatus(call, await cutoffsOf(tx, call.id), await databaseClock(tx));
    return {
      slug,
      status,
      timeZone: call.timeZone,
      charter: charter === null ? null : { version: charter.version, ...charter.content },
      jurors: jurors.map((juror) => ({
        ...{ id: juror.id, name: juror.displayName, organisation: juror.organisationName },
        ...{ email: juror.email, expertise: juror.expertise, languages: juror.languages },
        ...{ minLoad: juror.minLoad, maxLoad: juror.maxLoad, state: juror.state, sweptAt: juror.sweptAt },
        reason: answers.get(juror.id)?.reason ?? null,
        suggestion: answers.get(juror.id)?.suggestion ?? null,
        ...(work.get(juror.id) ?? { assigned: 0, handedIn: 0, begun: 0 }),
      })),
      findings: await findingsFor(tx, { callId: call.id, viewer: person.id, locale }),
    };
  });
}

type CallOf = Awaited<ReturnType<typeof organiserContext>>["call"];

/** Per juror: assignments and reviews, of applications that the viewer may see. */
async function workOf(tx: Tx, callId: CallOf["id"]) {
  const visible = new Set((await judgedApplications(tx, callId)).map(({ application }) => application.id));
  const states = new Map((await reviewsOfCall(tx, callId)).map((row) => [row.assignmentId, row.state]));
  const work = new Map<string, { assigned: number; handedIn: number; begun: number }>();
  for (const { id, jurorId, state, applicationId } of await assignmentsOfCall(tx, callId)) {
    if (state !== "active" || !visible.has(applicationId)) continue;
    const own = work.get(jurorId) ?? { assigned: 0, handedIn: 0, begun: 0 };
    const review = states.get(id);
    const isOpen = review !== undefined && isOpenReview(review);
    work.set(jurorId, {
      assigned: own.assigned + 1,
      handedIn: own.handedIn + Number(review !== undefined && !isOpen),
      begun: own.begun + Number(isOpen),
    });
  }
  return work;
}

type FindingsQuestion = { callId: CallOf["id"]; viewer: string; locale: Locale };

/** What stands between people and applications that the viewer may see. What concerns the viewer is for others. */
async function findingsFor(tx: Tx, { callId, viewer, locale }: FindingsQuestion) {
  const files = new Map(
    (await judgedApplications(tx, callId)).map((row) => [row.application.id, row] as const),
  );
  const rows = (await conflictsOfCall(tx, callId)).filter(
    ({ applicationId, personId, state }) =>
      files.has(applicationId) && personId !== viewer && state !== "none_declared" && state !== "unknown",
  );
  const names = await namesOf(
    tx,
    rows.map(({ personId }) => personId),
  );
  const lines = rows.map(({ applicationId, personId, state, source, evidence }) => ({
    code: files.get(applicationId)?.application.code ?? "",
    personId,
    name: names.get(personId) ?? "",
    state,
    source,
    sentences: evidence.flatMap((one) => {
      const finding = findingFrom(one);
      if (finding === null) return one["nature"] ?? [];
      return describeFinding({ juror: personId, application: applicationId, ...finding })[locale];
    }),
  }));
  const isWaiting = ({ state }: (typeof lines)[number]) => Number(state !== "suspected");
  return lines.sort(
    (a, b) => isWaiting(a) - isWaiting(b) || a.name.localeCompare(b.name) || a.code.localeCompare(b.code),
  );
}

/** Who reads what, over the applications that the actor may see.
 * @throws Refused those of `organiserContext` */
export async function assignmentPage(actor: Actor, slug: string, locale: Locale) {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const { call } = await organiserContext(tx, actor, slug);
    const files = await judgedApplications(tx, call.id);
    const jury = await jurorsOf(tx, call.id);
    const personOf = new Map(jury.map(({ id, personId }) => [id, personId]));
    const states = new Map(
      (await conflictsOfCall(tx, call.id)).map((row) => [`${row.personId}/${row.applicationId}`, row.state]),
    );
    const visible = new Set(files.map(({ application }) => application.id));
    const live = (await assignmentsOfCall(tx, call.id)).filter(
      ({ state, applicationId }) => isLive(state) && visible.has(applicationId),
    );
    const run = await lastRun(tx, call.id);
    const codes = new Map<string, string>(
      files.map(({ application }) => [application.id, application.code] as const),
    );
    const names = new Map<string, string>(jury.map(({ id, displayName }) => [id, displayName] as const));
    return {
      slug,
      isEvaluating: call.state === "evaluating",
      wanted: wantedReviews(run?.parameters),
      run: run === null ? null : runLine(run, locale, (id) => codes.get(id) ?? names.get(id) ?? null),
      proposed: live.filter(({ state }) => state === "proposed").length,
      active: live.filter(({ state }) => state === "active").length,
      jurors: jury
        .filter(({ state }) => state === "accepted")
        .map((juror) => ({
          ...{ id: juror.id, name: juror.displayName, minLoad: juror.minLoad, maxLoad: juror.maxLoad },
          hasSwept: juror.sweptAt !== null,
          load: live.filter(({ jurorId }) => jurorId === juror.id).length,
        })),
      applications: await Promise.all(
        files.map(async ({ application, received }) => ({
          code: application.code,
          title: await titleOf(tx, received),
          language: application.locale,
          readers: live
            .filter(({ applicationId }) => applicationId === application.id)
            .map(({ jurorId, state, isLocked }) => ({
              ...{ jurorId, state, isLocked, name: names.get(jurorId) ?? "" },
            }))
            .sort((a, b) => a.name.localeCompare(b.name)),
          possible: jury
            .filter(
              ({ id, state, languages }) =>
                state === "accepted" &&
                languages.includes(application.locale) &&
                ["none_declared", "dismissed"].includes(
                  states.get(`${personOf.get(id) ?? ""}/${application.id}`) ?? "unknown",
                ) &&
                !live.some((one) => one.applicationId === application.id && one.jurorId === id),
            )
            .map((juror) => ({
              ...{ id: juror.id, name: juror.displayName },
              fit: affinityOf(
                {
                  ...{ id: juror.id, topics: juror.expertise, languages: juror.languages },
                  ...{ isAvailable: true, minLoad: 0, maxLoad: 0 },
                },
                {
                  ...{ id: application.id, topics: topicsIn(received.answers) },
                  ...{ language: application.locale, reviews: 1 },
                },
              ),
            }))
            .sort((a, b) => b.fit - a.fit || a.name.localeCompare(b.name)),
        })),
      ),
    };
  });
}

type Run = NonNullable<Awaited<ReturnType<typeof lastRun>>>;

function runLine(run: Run, locale: Locale, nameOf: (id: string) => string | null) {
  const report = run.report ?? {};
  // Written by the job, which is typed.
  const faults = Array.isArray(report["faults"]) ? (report["faults"] as AssignmentFault[]) : [];
  const hidden = { fr: "un dossier qui vous est fermé", en: "an application that is closed to you" }[locale];
  const numberIn = (key: string) => (typeof report[key] === "number" ? report[key] : null);
  return {
    state: run.state,
    percent: run.progressPercent,
    worst: numberIn("worst"),
    worstPossible: numberIn("worstPossible"),
    solver: typeof report["solver"] === "string" ? report["solver"] : null,
    faults: faults.map((fault) => describeAssignmentFault(fault, (id) => nameOf(id) ?? hidden)[locale]),
  };
}

/** What an application is called, by the form that it was received in. */
export async function titleOf(tx: Tx, received: ReceivedRow): Promise<string> {
  const form = formSchema.parse((await formVersion(tx, received.formVersionId)).content);
  return titleIn(form, received.answers);
}

/** An invitation as its addressee meets it. To everybody else it says nothing of who is asked.
 * @throws Refused `invitation_expired`, `invitation_not_yours` */
export async function invitationPage(actor: Actor, key: string, locale: Locale) {
  const found = await invitationByHash(db(), hashOfJurorKey(key));
  if (found === null) return refuse("invitation_expired");
  if (actor.kind === "visitor") return { kind: "visitor" as const };
  const addressee = await accountOf(db(), found.juror.email);
  if (addressee?.id !== actor.id) return refuse("invitation_not_yours");
  const charter = await currentCharter(db(), found.call.id);
  return {
    kind: "addressee" as const,
    name: found.juror.displayName,
    call: { slug: found.call.slug, title: found.call.title[locale] },
    maxLoad: found.juror.maxLoad,
    answer: found.invitation.answer,
    isExpired: found.invitation.expiresAt <= new Date(),
    charterHtml: charter === null ? null : markdownToHtml(charter.content[locale]),
  };
}
