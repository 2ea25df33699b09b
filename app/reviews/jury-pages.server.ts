import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { storedForm } from "#app/applications/stored-form.ts";
import { callStatus } from "#app/calls/rules.ts";
import { markdownToHtml } from "#app/ui/markdown.server.ts";
import { titleIn } from "#app/applications/title.ts";
import type { Tx } from "#db/client.ts";
import { db } from "#db/connections.ts";
import { databaseClock } from "#db/clock.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
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
} from "#db/queries/juries.ts";
import { disabledAmong } from "#db/queries/people.ts";
import { judgedApplications, reviewsOfCall } from "#db/queries/reviews.ts";
import type { Locale } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { describeFinding } from "./describe-finding.ts";
import { findingFrom } from "./finding-evidence.ts";
import { organiserContext } from "./jury-context.server.ts";
import { isOpenReview } from "./policy.ts";

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
    const disabled = await disabledAmong(
      tx,
      jurors.flatMap(({ personId }) => (personId === null ? [] : [personId])),
    );
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
        isDisabled: juror.personId !== null && disabled.has(juror.personId),
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

/** What an application is called, by the form that it was received in. */
export async function titleOf(tx: Tx, received: ReceivedRow): Promise<string> {
  const form = storedForm(await formVersion(tx, received.formVersionId));
  return titleIn(form, received.answers);
}

/** An invitation as its addressee meets it. To everybody else it says nothing of who is asked.
 * @throws Refused `invitation_expired`, `invitation_not_yours` */
export async function invitationPage(actor: Actor, key: string, locale: Locale) {
  const found = await invitationByHash(db(), fingerprintOf(key));
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
    isExpired: found.invitation.expiresAt <= (await databaseClock(db())),
    charterHtml: charter === null ? null : markdownToHtml(charter.content[locale]),
  };
}
