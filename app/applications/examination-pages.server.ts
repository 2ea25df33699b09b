import type { Actor } from "#app/accounts/actor.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { localIn } from "#app/i18n/zoned-time.ts";
import type { Tx } from "#db/client.ts";
import { databaseClock } from "#db/clock.ts";
import {
  complementsOf,
  documentsOfApplication,
  receivedOf,
  type ReceivedRow,
} from "#db/queries/applications.ts";
import { cutoffsOf, formVersion, type CallRow } from "#db/queries/calls.ts";
import {
  checksOf,
  examinedApplication,
  examinedApplications,
  newestReceived,
  rulingsOf,
} from "#db/queries/examined-applications.ts";
import type { Locale } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { callStatus } from "#app/calls/rules.ts";
import { automaticChecks, automaticRules, differences, humanRules } from "./admissibility.ts";
import { documentFacts } from "./document-facts.ts";
import { examinedCall } from "./examined-application.server.ts";
import { fieldsOf } from "./form-schema.ts";
import { snapshotView } from "./pages.server.ts";
import { refusalToRule } from "./policy.ts";
import { storedForm } from "./stored-form.ts";
import { titleIn } from "./title.ts";

const asActor = <Result>(actor: Actor, work: (tx: Tx) => Promise<Result>) =>
  asViewer(actor.kind === "person" ? actor.id : null, work);

/** Received applications that the actor may examine, with how far the checklist of each is.
 * @throws Refused those of `examinedCall` */
export async function examinationPage(actor: Actor, slug: string) {
  return asActor(actor, async (tx) => {
    const { person, call } = await examinedCall(tx, actor, slug);
    const rows = await examinedApplications(tx, call.id, person.id);
    const newest = await newestReceived(
      tx,
      rows.map(({ id }) => id),
    );
    const checks = await checksOf(
      tx,
      newest.map(({ id }) => id),
    );
    const lines = await Promise.all(
      rows.map(async ({ id, code, state }) => {
        const received = newest.find((one) => one.applicationId === id);
        if (received === undefined) return null;
        const passed = checks.filter((one) => one.submissionId === received.id && one.outcome === "passed");
        const title = titleIn(storedForm(await formVersion(tx, received.formVersionId)), received.answers);
        return { code, state, title, receivedAt: received.receivedAt, passed: passed.length };
      }),
    );
    return {
      slug,
      timeZone: call.timeZone,
      total: humanRules.length,
      applications: lines.flatMap((line) => (line === null ? [] : [line])),
    };
  });
}

/** One received application for its officer: what was received, the checklist, rulings, complements.
 * @throws Refused those of `examinedCall`; `application_not_found` also for one's own and for one with a conflict */
export async function examinedPage(
  actor: Actor,
  { slug, code }: { slug: string; code: string },
  locale: Locale,
) {
  return asActor(actor, async (tx) => {
    const now = await databaseClock(tx);
    const { person, call } = await examinedCall(tx, actor, slug);
    const application =
      (await examinedApplication(tx, call.id, person.id, code)) ?? refuse("application_not_found");
    const rows = await receivedOf(tx, application.id);
    const last = rows[0] ?? refuse("application_not_found");
    const status = callStatus(call, await cutoffsOf(tx, call.id), now);
    const form = storedForm(await formVersion(tx, last.formVersionId));
    const rulings = await rulingsOf(tx, application.id);
    return {
      slug,
      code,
      state: application.state,
      call: { title: call.title[locale], timeZone: call.timeZone },
      snapshot: await snapshotView(tx, last),
      checks: await checklist(tx, last, call),
      fields: fieldsOf(form).map(({ id, label }) => ({ id, label: label[locale] })),
      rulings: rulings.map(({ outcome, ruledAt, reasons }) => ({
        outcome,
        ruledAt,
        reasons: reasons?.[locale] ?? null,
      })),
      complements: await complementLines(tx, rows, application.id, locale),
      mayRule: refusalToRule(application.state, status) === null,
      today: localIn(call.timeZone, now),
    };
  });
}

export type ExaminedPage = Awaited<ReturnType<typeof examinedPage>>;

async function checklist(tx: Tx, received: ReceivedRow, call: CallRow) {
  const form = storedForm(await formVersion(tx, received.formVersionId));
  const sound = documentFacts(await documentsOfApplication(tx, received.applicationId));
  const automatic = automaticChecks({
    ...{ form, answers: received.answers, sound },
    documents: received.documents.map(({ id }) => id),
    isInTime: await wasInTime(tx, received, call),
  });
  const recorded = await checksOf(tx, [received.id]);
  return {
    automatic: automaticRules.map((rule) => ({ rule, outcome: automatic[rule] })),
    human: humanRules.map((rule) => ({
      rule,
      outcome: recorded.find((one) => one.rule === rule)?.outcome ?? null,
    })),
  };
}

/** Before its cut-off, or as the answer to a request for complements before that one's date. */
async function wasInTime(tx: Tx, received: ReceivedRow, call: CallRow): Promise<boolean> {
  const cutoff = (await cutoffsOf(tx, call.id)).find(({ id }) => id === received.cutoffId);
  if (cutoff !== undefined) return received.receivedAt <= cutoff.closesAt;
  const requests = await complementsOf(tx, received.applicationId);
  return requests.some((one) => one.answerSubmissionId === received.id && received.receivedAt <= one.dueAt);
}

/** Requests for complements, each with what its answer has changed. */
async function complementLines(
  tx: Tx,
  rows: readonly ReceivedRow[],
  id: ReceivedRow["applicationId"],
  locale: Locale,
) {
  const requests = await complementsOf(tx, id);
  return Promise.all(
    requests.map(async (request) => {
      const before = rows.find((one) => one.id === request.aboutSubmissionId);
      const after = rows.find((one) => one.id === request.answerSubmissionId);
      const line = {
        id: request.id,
        message: request.message[locale],
        dueAt: request.dueAt,
        closedAt: request.closedAt,
      };
      if (before === undefined || after === undefined) return { ...line, differencesJson: null };
      const form = storedForm(await formVersion(tx, after.formVersionId));
      return { ...line, differencesJson: JSON.stringify(differences(form, before.answers, after.answers)) };
    }),
  );
}
