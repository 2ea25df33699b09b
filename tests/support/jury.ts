import { SeededDraws } from "#scoring/numeric/random.ts";
import type { AssignmentProblem } from "#app/reviews/assignment.ts";

export type InstanceSize = { applications: number; jurors: number; reviews: number; topics: number };

/** An invented call: topics of unequal popularity, forty institutions, conflicts where they meet.
 * The same for the same seed. */
export function inventedProblem(size: InstanceSize, seed: string): AssignmentProblem {
  const draws = new SeededDraws(seed);
  const topic = () => Math.floor(size.topics * draws.uniform() * draws.uniform());
  const institution = () => draws.integer(0, 39);
  const files = Array.from({ length: size.applications }, () => ({
    topics: [topic(), topic()],
    partners: [institution(), institution(), institution()],
  }));
  const jury = Array.from({ length: size.jurors }, () => ({
    topics: [topic(), topic(), topic(), topic()],
    institution: institution(),
  }));
  const mean = (size.applications * size.reviews) / size.jurors;
  const pairs = files.flatMap((file) => jury.map((juror) => ({ file, juror })));
  return {
    applications: files.map((_, index) => ({ id: `application_${String(index)}`, reviews: size.reviews })),
    jurors: jury.map((_, index) => ({
      id: `juror_${String(index)}`,
      minLoad: Math.floor(mean * 0.8),
      maxLoad: Math.ceil(mean * 1.2),
    })),
    affinity: Float64Array.from(pairs, ({ file, juror }) => {
      const shared = file.topics.filter((one) => juror.topics.includes(one)).length;
      return 0.3 * shared + 0.4 * draws.uniform();
    }),
    isForbidden: Uint8Array.from(pairs, ({ file, juror }) =>
      Number(file.partners.includes(juror.institution)),
    ),
    isLocked: new Uint8Array(pairs.length),
  };
}
