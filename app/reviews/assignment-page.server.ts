import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import type { Tx } from "#db/client.ts";
import {
  assignmentsOfCall,
  conflictsOfCall,
  jurorsOf,
  lastRun,
  type AssignmentRow,
  type AssignmentRunRow,
  type JurorRow,
} from "#db/queries/juries.ts";
import { judgedApplications } from "#db/queries/reviews.ts";
import type { ConflictState, Locale } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import type { AssignmentFault } from "./assignment.ts";
import { describeAssignmentFault } from "./describe-assignment-fault.ts";
import { organiserContext } from "./jury-context.server.ts";
import { titleOf } from "./jury-pages.server.ts";
import { isLiveAssignment, refusalOfPair } from "./policy.ts";
import { affinityOf } from "./problem-of-call.ts";
import { wantedReviews } from "./run-parameters.ts";
import { assignmentTexts } from "./texts-assignment.ts";
import { topicsIn } from "./topics-in.ts";

type File = Awaited<ReturnType<typeof judgedApplications>>[number];
type Jury = { jurors: JurorRow[]; live: AssignmentRow[]; conflictOf: (pair: Pair) => ConflictState };
type Pair = { juror: JurorRow; file: File };

/** Who reads what, over the applications that the actor may see.
 * @throws Refused those of `organiserContext` */
export async function assignmentPage(actor: Actor, slug: string, locale: Locale) {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const { call } = await organiserContext(tx, actor, slug);
    const files = await judgedApplications(tx, call.id);
    const visible = new Set(files.map(({ application }) => application.id));
    const states = new Map(
      (await conflictsOfCall(tx, call.id)).map((row) => [`${row.personId}/${row.applicationId}`, row.state]),
    );
    const jurors = await jurorsOf(tx, call.id);
    const live = (await assignmentsOfCall(tx, call.id)).filter(
      ({ state, applicationId }) => isLiveAssignment(state) && visible.has(applicationId),
    );
    const conflictOf = ({ juror, file }: Pair) =>
      states.get(`${juror.personId ?? ""}/${file.application.id}`) ?? "unknown";
    const run = await lastRun(tx, call.id);
    const names = new Map<string, string>([
      ...files.map(({ application }) => [application.id, application.code] as const),
      ...jurors.map(({ id, displayName }) => [id, displayName] as const),
    ]);
    return {
      slug,
      isEvaluating: call.state === "evaluating",
      wanted: wantedReviews(run?.parameters),
      run: run === null ? null : runLine(run, locale, (id) => names.get(id) ?? null),
      proposed: live.filter(({ state }) => state === "proposed").length,
      active: live.filter(({ state }) => state === "active").length,
      jurors: jurors.filter(({ state }) => state === "accepted").map((juror) => loadLine(juror, live)),
      applications: await Promise.all(
        files.map((file) => applicationLine(tx, file, { jurors, live, conflictOf })),
      ),
    };
  });
}

function loadLine(juror: JurorRow, live: readonly AssignmentRow[]) {
  return {
    ...{ id: juror.id, name: juror.displayName, minLoad: juror.minLoad, maxLoad: juror.maxLoad },
    hasSwept: juror.sweptAt !== null,
    load: live.filter(({ jurorId }) => jurorId === juror.id).length,
  };
}

async function applicationLine(tx: Tx, file: File, { jurors, live, conflictOf }: Jury) {
  const { application, received } = file;
  const own = live.filter(({ applicationId }) => applicationId === application.id);
  const readers = jurors.flatMap(({ id, displayName }) =>
    own
      .filter(({ jurorId }) => jurorId === id)
      .map(({ state, isLocked }) => ({ jurorId: id, state, isLocked, name: displayName })),
  );
  const profile = { id: application.id, topics: topicsIn(received.answers), language: application.locale };
  const possible = jurors
    .filter((juror) => {
      const isFree = !own.some(({ jurorId }) => jurorId === juror.id);
      const readsLanguage = juror.languages.includes(application.locale);
      const facts = { conflict: conflictOf({ juror, file }), isAvailable: juror.state === "accepted" };
      return isFree && refusalOfPair({ ...facts, readsLanguage }) === null;
    })
    .map((juror) => ({
      ...{ id: juror.id, name: juror.displayName },
      fit: affinityOf({ ...juror, topics: juror.expertise, isAvailable: true }, { ...profile, reviews: 1 }),
    }))
    .sort((a, b) => b.fit - a.fit || a.name.localeCompare(b.name));
  const title = await titleOf(tx, received);
  return { code: application.code, title, language: application.locale, readers, possible };
}

/** What stands in the report may concern an application that the viewer may not see: then it has no name. */
function runLine(run: AssignmentRunRow, locale: Locale, nameOf: (id: string) => string | null) {
  const report = run.report ?? {};
  // Written by the job, which is typed.
  const faults = Array.isArray(report["faults"]) ? (report["faults"] as AssignmentFault[]) : [];
  const numberIn = (key: string) => (typeof report[key] === "number" ? report[key] : null);
  return {
    state: run.state,
    percent: run.progressPercent,
    worst: numberIn("worst"),
    worstPossible: numberIn("worstPossible"),
    solver: typeof report["solver"] === "string" ? report["solver"] : null,
    faults: faults.map(
      (fault) => describeAssignmentFault(fault, (id) => nameOf(id) ?? assignmentTexts[locale].hidden)[locale],
    ),
  };
}
