import type { AssignmentProblem, Pair } from "./assignment.ts";
import type { ConflictState } from "#db/vocabulary.ts";
import { refusalOfPair } from "./policy.ts";

export type JurorProfile = {
  id: string;
  topics: readonly string[];
  languages: readonly string[];
  isAvailable: boolean;
  minLoad: number;
  maxLoad: number;
};
export type ApplicationProfile = { id: string; topics: readonly string[]; language: string; reviews: number };

export type CallForAssignment = {
  jurors: readonly JurorProfile[];
  applications: readonly ApplicationProfile[];
  conflictOf: (juror: string, application: string) => ConflictState;
  locked: readonly Pair[];
};

/** How much of an application's topics a juror declares to know, from 0 to 1; a half where it names none. */
export function affinityOf(juror: JurorProfile, application: ApplicationProfile): number {
  if (application.topics.length === 0) return 0.5;
  const known = application.topics.filter((topic) => juror.topics.includes(topic)).length;
  return known / application.topics.length;
}

/** Puts a call as a problem for the solver: the same policy as by hand decides which pairs are out of the question.
 * A juror who is not available has no load to fill. */
export function problemOfCall(call: CallForAssignment): AssignmentProblem {
  const { jurors, applications, conflictOf, locked } = call;
  const cells = applications.flatMap((application) => jurors.map((juror) => ({ application, juror })));
  const isLocked = new Set(locked.map(({ application, juror }) => JSON.stringify([application, juror])));
  return {
    applications: applications.map(({ id, reviews }) => ({ id, reviews })),
    jurors: jurors.map(({ id, isAvailable, minLoad, maxLoad }) => ({
      id,
      minLoad: isAvailable ? minLoad : 0,
      maxLoad,
    })),
    affinity: Float64Array.from(cells, ({ application, juror }) => affinityOf(juror, application)),
    isForbidden: Uint8Array.from(cells, ({ application, juror }) => {
      const conflict = conflictOf(juror.id, application.id);
      const readsLanguage = juror.languages.includes(application.language);
      return Number(refusalOfPair({ conflict, isAvailable: juror.isAvailable, readsLanguage }) !== null);
    }),
    isLocked: Uint8Array.from(cells, ({ application, juror }) =>
      Number(isLocked.has(JSON.stringify([application.id, juror.id]))),
    ),
  };
}
