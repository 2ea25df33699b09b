import type { Person } from "#app/accounts/actor.ts";
import { reviewsPage } from "#app/reviews/reading-pages.server.ts";
import { handInReview, saveReview } from "#app/reviews/save-review.server.ts";
import { researchRubric } from "#db/seed/calls/research-2027.ts";
import { SeededDraws } from "#scoring/numeric/random.ts";

const reasons = {
  low: "La preuve manque encore.",
  middle: "Plausible, avec des points à préciser.",
  high: "Convaincant et bien étayé.",
  toApplicant: "Le projet répond à un besoin réel\u202f; le plan d’évaluation gagnerait à être détaillé.",
  toCommittee: "À comparer aux autres dossiers du même thème.",
};

/** How many reviews a juror of the demonstration leaves for later. */
const leftOver = 2;

/** Writes reviews in progress: most are handed in, each juror has some left, and the juror whom a newcomer plays has one
 * handed in and one half-written. */
export async function playReviews(slug: string, jury: readonly Person[], newcomer: Person): Promise<void> {
  await Promise.all(jury.map((person) => playJuror(slug, person, person.id === newcomer.id)));
}

/** The same with nothing left over, and with the quality that each application has, on the scale of the marks. */
export async function playAllReviews(
  slug: string,
  jury: readonly Person[],
  qualityOf: (title: string) => number,
): Promise<void> {
  await Promise.all(
    jury.map(async (person) => {
      const { rows } = await reviewsPage(person, slug, "fr");
      for (const { code, title, state } of rows) {
        if (state === "submitted") continue;
        await saveReview(person, { slug, code }, fieldsOf(person, title, qualityOf(title) - middle));
        await handInReview(person, { slug, code });
      }
    }),
  );
}

async function playJuror(slug: string, person: Person, isNewcomer: boolean): Promise<void> {
  const { rows } = await reviewsPage(person, slug, "fr");
  const begun = rows.filter(({ state }) => state !== null).length;
  if (begun > 0) return;
  const done = isNewcomer ? 1 : Math.max(1, rows.length - leftOver);
  for (const { code, title } of rows.slice(0, done)) {
    await saveReview(person, { slug, code }, fieldsOf(person, title));
    await handInReview(person, { slug, code });
  }
  const half = rows[done];
  if (half === undefined) return;
  await saveReview(person, { slug, code: half.code }, fieldsOf(person, half.title).slice(0, 4));
}

/** The mark in the middle of the scale. */
const middle = 3;

const drawnQuality = (title: string) => new SeededDraws(`quality/${title}`).normal() * 0.9;

/** Marks as a juror of some severity gives them to an application of some quality. */
function fieldsOf(person: Person, title: string, quality = drawnQuality(title)) {
  const severity = new SeededDraws(`severity/${person.displayName}`).normal() * 0.5;
  const draws = new SeededDraws(`${person.displayName}/${title}`);
  const fields: { field: string; value: string | number }[] = researchRubric.criteria.flatMap(({ id }) => {
    const mark = Math.max(0, Math.min(5, Math.round(middle + quality + severity + draws.normal() * 0.6)));
    const reason = mark < 2 ? reasons.low : mark < 4 ? reasons.middle : reasons.high;
    return [
      { field: `mark:${id}`, value: mark },
      { field: `comment:${id}`, value: reason },
    ];
  });
  return [
    ...fields,
    { field: "to_applicant", value: reasons.toApplicant },
    { field: "to_committee", value: reasons.toCommittee },
  ];
}
