import { describe, expect, test } from "vitest";
import { fitMixedModel } from "#app/reviews/fit-mixed-model.ts";
import { measureLinkage } from "#app/reviews/linkage.ts";
import { fitAt, qualitiesGiven, type Marks } from "#app/reviews/mixed-model.ts";
import { bandOf, expectedReviews, rankApplications, type Mark } from "#app/reviews/ranking.ts";
import { SeededDraws } from "#scoring/numeric/random.ts";

const settings = { places: 2, draws: 2000, seed: "tests" };

function marksOf(applications: number, jurors: number, reviews: [number, number, number][]): Marks {
  return {
    applications,
    jurors,
    application: Int32Array.from(reviews, ([application]) => application),
    juror: Int32Array.from(reviews, ([, juror]) => juror),
    value: Float64Array.from(reviews, ([, , value]) => value),
  };
}

/** Every juror reads every application. */
function fullTable(rows: number[][]): Marks {
  const reviews = rows.flatMap((row, application) =>
    row.map((value, juror): [number, number, number] => [application, juror, value]),
  );
  return marksOf(rows.length, rows[0]?.length ?? 0, reviews);
}

/** Three reviews per application by jurors dealt at random. */
function randomMarks(applications: number, jurors: number, seed: string): Mark[] {
  const random = new SeededDraws(seed);
  const severities = Array.from({ length: jurors }, () => random.normal());
  return Array.from({ length: applications }, () => random.normal()).flatMap((quality, application) =>
    random
      .shuffled([...severities.keys()])
      .slice(0, 3)
      .map((juror) => ({
        application: `a${String(application)}`,
        juror: `j${String(juror)}`,
        value: 10 + quality + (severities[juror] ?? 0) + random.normal(),
      })),
  );
}

describe("the model", () => {
  test("finds the spreads that the analysis of variance gives when everybody reads everything", () => {
    // For a full table REML has a closed form: variances are differences of mean squares (Searle 1971).
    const rows = [
      [12, 15, 11],
      [9, 13, 10],
      [14, 18, 13],
      [7, 10, 9],
      [11, 13, 12],
    ];
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const [n, m] = [5, 3];
    const grand = mean(rows.flat());
    const rowMeans = rows.map(mean);
    const columnMeans = [0, 1, 2].map((column) => mean(rows.map((row) => row[column] ?? 0)));
    const square = (values: number[]) => values.reduce((sum, value) => sum + (value - grand) ** 2, 0);
    const [ofRows, ofColumns] = [(m * square(rowMeans)) / (n - 1), (n * square(columnMeans)) / (m - 1)];
    const rest = (square(rows.flat()) - (n - 1) * ofRows - (m - 1) * ofColumns) / ((n - 1) * (m - 1));

    const { best } = fitMixedModel(fullTable(rows.map((row) => row.map((value) => value - grand))), true);

    expect(best.ratios.quality).toBeCloseTo(Math.sqrt((ofRows - rest) / m / rest), 2);
    expect(best.ratios.severity).toBeCloseTo(Math.sqrt((ofColumns - rest) / n / rest), 2);
    expect(best.residual / (n * m - 1)).toBeCloseTo(rest, 3);
  });

  test("agrees with the dense equations that it avoids", () => {
    const marks = marksOf(4, 3, [
      [0, 0, 1.5],
      [0, 1, -0.5],
      [1, 1, 2],
      [1, 2, 0.25],
      [2, 0, -1],
      [2, 2, -2],
      [3, 1, 0.5],
      [3, 0, 0],
    ]);
    const ratios = { quality: 0.9, severity: 0.4 };

    const fit = fitAt(marks, ratios);
    const estimated = [...fit.effects, ...qualitiesGiven(marks, fit.weights, fit.effects)];

    expect(estimated.map((value) => value.toFixed(9))).toEqual(
      denseEffects(marks, ratios).map((value) => value.toFixed(9)),
    );
  });

  test("without severities it shrinks each mean towards the general level", () => {
    const marks = marksOf(2, 2, [
      [0, 0, 3],
      [0, 1, 1],
      [1, 0, -2],
      [1, 1, -2],
    ]);

    const fit = fitAt(marks, { quality: 1, severity: null });

    // Level 0; two reviews and a shrinkage of one: sums 4 and −4 over 3.
    expect([...qualitiesGiven(marks, fit.weights, fit.effects)]).toEqual([4 / 3, -4 / 3]);
  });
});

/** Henderson's equations in full, by Gaussian elimination: level, severities, qualities. */
function denseEffects(marks: Marks, ratios: { quality: number; severity: number }): number[] {
  const size = 1 + marks.jurors + marks.applications;
  const table = Array.from({ length: size }, () => new Array<number>(size + 1).fill(0));
  const add = (row: number, column: number, amount: number) => {
    const line = table[row];
    if (line !== undefined) line[column] = (line[column] ?? 0) + amount;
  };
  marks.value.forEach((value, review) => {
    const touched = [0, 1 + (marks.juror[review] ?? 0), 1 + marks.jurors + (marks.application[review] ?? 0)];
    for (const row of touched) {
      add(row, size, value);
      for (const column of touched) add(row, column, 1);
    }
  });
  for (let juror = 1; juror <= marks.jurors; juror++) add(juror, juror, 1 / ratios.severity ** 2);
  for (let row = 1 + marks.jurors; row < size; row++) add(row, row, 1 / ratios.quality ** 2);
  for (let pivot = 0; pivot < size; pivot++) {
    const line = table[pivot] ?? [];
    for (let row = 0; row < size; row++) {
      const factor = (table[row]?.[pivot] ?? 0) / (line[pivot] ?? 1);
      if (row !== pivot)
        line.forEach((value, column) => {
          add(row, column, -factor * value);
        });
    }
  }
  return table.map((line, row) => (line[size] ?? 0) / (line[row] ?? 1));
}

describe("whether jurors can be compared", () => {
  const review = (application: number, juror: number): [number, number, number] => [application, juror, 0];

  test("two panels without a common application are two groups", () => {
    const marks = marksOf(2, 4, [review(0, 0), review(0, 1), review(1, 2), review(1, 3)]);

    expect(measureLinkage(marks)).toEqual({ groups: 2, strength: 0 });
  });

  test("a chain of pairs is one group, weaker the longer it is", () => {
    const chain = (jurors: number) =>
      marksOf(
        jurors - 1,
        jurors,
        Array.from({ length: jurors - 1 }, (_, index) => [
          review(index, index),
          review(index, index + 1),
        ]).flat(),
      );

    expect(measureLinkage(chain(4)).groups).toBe(1);
    expect(measureLinkage(chain(12)).strength).toBeLessThan(measureLinkage(chain(4)).strength);
  });

  test("everybody reading everything is the strongest link", () => {
    expect(
      measureLinkage(
        fullTable([
          [1, 2, 3],
          [1, 2, 3],
          [3, 2, 1],
        ]),
      ),
    ).toEqual({ groups: 1, strength: 1 });
  });
});

describe("the ranking", () => {
  test("a severe juror no longer sinks an application", () => {
    const severe = ["a0", "a5", "a9"];
    // Jurors 0 to 3 agree; juror 4 gives four points less. a0 is the best but for that juror.
    const marks = Array.from({ length: 12 }, (_, index) => `a${String(index)}`).flatMap(
      (application, index) =>
        [0, 1, 2, 3, 4]
          .filter((juror) => (juror === 4 ? severe.includes(application) : juror !== index % 4))
          .map((juror) => ({
            application,
            juror: `j${String(juror)}`,
            value: 15 - 0.5 * index + (juror === 4 ? -4 : 0) + 0.1 * ((index + juror) % 3),
          })),
    );

    const { ranked, severities, noCalibration } = rankApplications(marks, settings);
    const byMean = [...ranked].sort((a, b) => b.mean - a.mean);

    expect(noCalibration).toBeNull();
    expect(byMean[0]?.application).not.toBe("a0");
    expect(ranked[0]?.application).toBe("a0");
    expect(severities.reduce((worst, one) => (one.severity < worst.severity ? one : worst)).juror).toBe("j4");
  });

  test("says mean, median, spread and extremes of the marks as they are", () => {
    const marks = [4, 8, 6, 10].map((value, juror) => ({
      application: "a",
      juror: `j${String(juror)}`,
      value,
    }));

    const [only] = rankApplications(marks, settings).ranked;

    expect(only).toMatchObject({ mean: 7, median: 7, lowest: 4, highest: 10, rank: 1, interval90: [1, 1] });
    // Squares of −3, 1, −1, 3 sum to 20; over 3.
    expect(only?.spread).toBeCloseTo(Math.sqrt(20 / 3), 12);
  });

  test("separate panels are not calibrated, and the reason is given", () => {
    const marks = ["a", "b", "c", "d"].flatMap((application, index) =>
      [0, 1].map((juror) => ({
        application,
        juror: `j${String(juror + 2 * (index % 2))}`,
        value: 10 + index + 0.5 * juror,
      })),
    );

    const { ranked, noCalibration, severities } = rankApplications(marks, settings);

    expect(noCalibration).toEqual({ code: "panels_not_linked", groups: 2 });
    expect(ranked.map(({ calibrated }) => calibrated)).toEqual([null, null, null, null]);
    expect(severities).toEqual([]);
    expect(ranked.map(({ application }) => application)).toEqual(["d", "c", "b", "a"]);
  });

  test("two jurors are too few to tell who is severe", () => {
    const marks = ["a", "b"].flatMap((application) =>
      ["j", "k"].map((juror) => ({ application, juror, value: juror === "j" ? 3 : 5 })),
    );

    expect(rankApplications(marks, settings).noCalibration).toEqual({ code: "too_few_jurors", jurors: 2 });
  });

  test("the chances of being above the line add up to the places, and bands follow them", () => {
    const { ranked } = rankApplications(randomMarks(40, 10, "places"), { ...settings, places: 8 });

    expect(ranked.reduce((sum, { probabilityAbove }) => sum + probabilityAbove, 0)).toBeCloseTo(8, 9);
    expect(new Set(ranked.map(({ band }) => band)).size).toBe(3);
    for (const { band, probabilityAbove, interval50, interval90, expectedRank } of ranked) {
      expect(band).toBe(probabilityAbove >= 0.9 ? "in" : probabilityAbove <= 0.1 ? "out" : "discuss");
      expect(interval90[0]).toBeLessThanOrEqual(interval50[0]);
      expect(interval90[1]).toBeGreaterThanOrEqual(interval50[1]);
      expect(expectedRank).toBeGreaterThanOrEqual(interval90[0]);
      expect(expectedRank).toBeLessThanOrEqual(interval90[1]);
    }
  });

  test("the same marks and seed give the same ranking, whatever order the marks came in", () => {
    const marks = randomMarks(30, 9, "order");

    const one = rankApplications(marks, settings);
    const other = rankApplications(new SeededDraws("another order").shuffled(marks), settings);
    const plain = ({ ranked }: typeof one) =>
      ranked.map(({ marks: own, spread: _, mean: __, ...rest }) => ({ ...rest, marks: own.length }));

    expect(plain(other)).toEqual(plain(one));
  });

  test("raising one mark never lowers its application", () => {
    const marks = randomMarks(25, 8, "raised");
    const before = rankApplications(marks, settings).ranked.find(({ application }) => application === "a3");
    const raised = marks.map((mark) =>
      mark.application === "a3" ? { ...mark, value: mark.value + 2 } : mark,
    );

    const after = rankApplications(raised, settings).ranked.find(({ application }) => application === "a3");

    expect(after?.expectedRank).toBeLessThan(before?.expectedRank ?? 0);
  });

  test("identical marks for all leave everything open", () => {
    const marks = randomMarks(12, 6, "flat").map((mark) => ({ ...mark, value: 10 }));

    const { ranked } = rankApplications(marks, { ...settings, places: 3 });

    expect(ranked.every(({ band }) => band === "discuss")).toBe(true);
  });

  test("an application with fewer reviews than the others is to be discussed, however good its only mark", () => {
    const full = Array.from({ length: 11 }, (_, index) => index).flatMap((index) =>
      ["j", "k", "l"].map((juror, place) => ({
        application: `a${String(index)}`,
        juror,
        value: 50 - 3 * index + 0.1 * place,
      })),
    );
    const marks = [...full, { application: "single", juror: "j", value: 95 }];

    const { ranked, expectedReviews: expected } = rankApplications(marks, { ...settings, places: 4 });

    expect(expected).toBe(3);
    expect(ranked[0]).toMatchObject({ application: "single", rank: 1, band: "discuss" });
    expect(ranked[0]?.probabilityAbove).toBeGreaterThan(0.9);
    expect(ranked[1]).toMatchObject({ application: "a0", band: "in" });
    expect(ranked.at(-1)).toMatchObject({ application: "a10", band: "out" });
  });

  test("as many reviews are expected as the call promises, and as most applications have", () => {
    const of = (...counts: number[]) =>
      counts.flatMap((count, application) =>
        Array.from({ length: count }, (_, juror) => ({
          application: String(application),
          juror: String(juror),
          value: 1,
        })),
      );

    expect(expectedReviews(of(3, 3, 1), 0)).toBe(3);
    // Half is not most.
    expect(expectedReviews(of(3, 3, 1, 1), 0)).toBe(1);
    expect(expectedReviews(of(4, 2, 2), 0)).toBe(2);
    expect(expectedReviews(of(2, 2, 2), 3)).toBe(3);
    expect(expectedReviews(of(3, 3, 3), 2)).toBe(3);
    expect(expectedReviews([], 0)).toBe(0);
    expect([0.95, 0.5, 0.05].map((chance) => bandOf(chance, false))).toEqual(["in", "discuss", "out"]);
    expect([0.95, 0.5, 0.05].map((chance) => bandOf(chance, true))).toEqual(Array(3).fill("discuss"));
  });

  test("no marks give an empty ranking", () => {
    expect(rankApplications([], settings).ranked).toEqual([]);
  });
});

test("nine in ten intervals of nine tenths hold the truth on invented calls", () => {
  let [held, all] = [0, 0];
  for (let call = 0; call < 20; call++) {
    const random = new SeededDraws(`coverage ${String(call)}`);
    const severities = Array.from({ length: 10 }, () => 0.5 * random.normal());
    const truth = Array.from({ length: 40 }, () => 0.6 * random.normal());
    const marks = truth.flatMap((quality, application) =>
      random
        .shuffled([...severities.keys()])
        .slice(0, 3)
        .map((juror) => ({
          application: String(application),
          juror: String(juror),
          value: quality + (severities[juror] ?? 0) + 0.8 * random.normal(),
        })),
    );
    for (const { application, interval90 } of rankApplications(marks, { places: 8, draws: 400, seed: "c" })
      .ranked) {
      const own = truth[Number(application)] ?? 0;
      const rank = 1 + truth.filter((other) => other > own).length;
      held += Number(interval90[0] <= rank && rank <= interval90[1]);
      all += 1;
    }
  }

  expect(held / all).toBeGreaterThan(0.87);
  expect(held / all).toBeLessThan(0.95);
});
