import fc from "fast-check";
import { expect, test } from "vitest";
import { rank } from "#scoring/ranking.ts";

const entry = fc.record({
  // Few values, so that ties are common.
  score: fc.option(fc.constantFrom(0, 0.25, 0.5, 0.75, 1), { nil: null }),
  isBaseline: fc.boolean(),
  receivedAt: fc.date({ noInvalidDate: true }),
});
const entries = fc.array(entry, { maxLength: 30 });

test("ranks do not depend on the order in which entries come, and count those who are better", () => {
  fc.assert(
    fc.property(entries, fc.constantFrom("higher", "lower"), fc.nat(), (given, better, turn) => {
      const at = given.length === 0 ? 0 : turn % given.length;
      const turned = [...given.slice(at), ...given.slice(0, at)].reverse();
      const ranks = new Map(rank(given, better).map((one) => [one.entry, one.rank]));

      expect(new Map(rank(turned, better).map((one) => [one.entry, one.rank]))).toEqual(ranks);
      const rivals = given.flatMap(({ score, isBaseline }) => (isBaseline || score === null ? [] : [score]));
      for (const one of given) {
        const { score } = one;
        const ahead = rivals.filter(
          (other) => score !== null && (better === "higher" ? other > score : other < score),
        );
        expect(ranks.get(one)).toBe(score === null || one.isBaseline ? null : ahead.length + 1);
      }
    }),
  );
});
