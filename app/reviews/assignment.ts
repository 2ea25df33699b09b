/** Who is to read what, as a problem of whole numbers. Applications and jurors are known by their place in the two
 * lists; the tables have one row per application and one column per juror, row after row. */
export type AssignmentProblem = {
  applications: readonly { id: string; reviews: number }[];
  jurors: readonly { id: string; minLoad: number; maxLoad: number }[];
  /** How well a juror fits an application, from 0 to 1. */
  affinity: Float64Array;
  /** 1 where the juror must not read the application: a conflict, or a language that is not read. */
  isForbidden: Uint8Array;
  /** 1 where the pair is already decided and stays. */
  isLocked: Uint8Array;
};

/** One juror reads one application. */
export type Pair = { application: string; juror: string };

/** What stands in the way of any assignment, with who and what is concerned. */
export type AssignmentFault =
  | { code: "locked_pair_forbidden"; application: string; juror: string }
  | { code: "too_many_locked"; application: string; locked: number; wanted: number }
  | { code: "juror_locked_over_load"; juror: string; locked: number; maxLoad: number }
  | { code: "load_bounds_crossed"; juror: string; minLoad: number; maxLoad: number }
  | { code: "too_few_jurors"; application: string; possible: number; wanted: number }
  | { code: "juror_cannot_reach_minimum"; juror: string; possible: number; minLoad: number }
  | { code: "loads_too_low"; wanted: number; capacity: number }
  | { code: "loads_too_high"; wanted: number; required: number }
  /** Together these applications need more reviews than the jurors that they may have can give. */
  | { code: "jurors_overbooked"; applications: string[]; jurors: string[]; wanted: number; capacity: number }
  /** Together these jurors must read more than the applications that they may read have to give. */
  | {
      code: "applications_too_few";
      applications: string[];
      jurors: string[];
      required: number;
      available: number;
    };

/** Where a pair stands in the tables of a problem. */
export function placeOf(problem: AssignmentProblem, application: number, juror: number): number {
  return application * problem.jurors.length + juror;
}

/** How many reviews are wanted in all. */
export function reviewsWanted(problem: AssignmentProblem): number {
  return problem.applications.reduce((sum, { reviews }) => sum + reviews, 0);
}
