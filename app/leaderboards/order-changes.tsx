import { formatDifference, formatNumber } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { numberClass, Section, tableClass, TableScroll } from "#app/ui/parts.tsx";
import type { ShownStatistics, StatisticsPage } from "./statistics-page.server.ts";
import { statisticsTexts } from "./texts-statistics.ts";

const rules = ["mean", "median", "trimmed_mean", "mean_rank"] as const;

/** The ranks under other rules of aggregation; nothing for metrics that are no means over rows. */
export function OtherRules({ statistics: { teams } }: { statistics: ShownStatistics }) {
  const text = useTexts(statisticsTexts);
  const ranked = teams.flatMap(({ teamId, name, byAggregation }) =>
    byAggregation === null ? [] : [{ teamId, name, byAggregation }],
  );
  if (ranked.length === 0) return null;
  return (
    <Section title={text.rules}>
      <p>{text.rulesMore}</p>
      <TableScroll label={text.rules}>
        <table className={tableClass()}>
          <thead>
            <tr>
              <th scope="col">{text.team}</th>
              {rules.map((rule) => (
                <th key={rule} scope="col" className={numberClass()}>
                  {text.rule[rule]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ranked.map(({ teamId, name, byAggregation }) => (
              <tr key={teamId}>
                <th scope="row">{name}</th>
                {rules.map((rule) => (
                  <td key={rule} className={numberClass()}>
                    {byAggregation[rule]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Section>
  );
}

/** How the final order differs from the public one. */
export function ShakeUp({ shakeUp }: { shakeUp: NonNullable<StatisticsPage["shakeUp"]> }) {
  const text = useTexts(statisticsTexts);
  const locale = useLocale();
  const shift = `${formatNumber(locale, 100 * shakeUp.meanShift, 1)}${locale === "fr" ? "\u00a0" : ""}%`;
  return (
    <Section title={text.shakeUp}>
      <p>{text.shakeUpMore(shift, shakeUp.tau === null ? "–" : formatNumber(locale, shakeUp.tau, 2))}</p>
      <TableScroll label={text.shakeUp}>
        <table className={tableClass()}>
          <thead>
            <tr>
              <th scope="col">{text.team}</th>
              {[text.publicRank, text.privateRank, text.moved].map((title) => (
                <th key={title} scope="col" className={numberClass()}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shakeUp.teams.map(({ name, publicRank, privateRank }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className={numberClass()}>{publicRank}</td>
                <td className={numberClass()}>{privateRank}</td>
                <td className={numberClass()}>{formatDifference(locale, publicRank - privateRank, 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Section>
  );
}
