import { formatNumber } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { numberClass, tableClass, TableScroll } from "#app/ui/parts.tsx";
import type { ShownStatistics } from "./statistics-page.server.ts";
import { statisticsTexts } from "./texts-statistics.ts";

const width = 260;
const height = 20;

type IntervalsProps = { statistics: ShownStatistics; decimals: number };

/** Each team's score and ranks with what the data allow: the numbers stand beside the drawing, so the table says it all. */
export function RankIntervals({ statistics, decimals }: IntervalsProps) {
  const text = useTexts(statisticsTexts);
  const locale = useLocale();
  const { teams } = statistics;
  return (
    <TableScroll label={text.ranks}>
      <table className={tableClass()}>
        <thead>
          <tr>
            <th scope="col">{text.rank}</th>
            <th scope="col">{text.team}</th>
            <th scope="col" className={numberClass()}>
              {text.interval}
            </th>
            <th scope="col" className={numberClass()}>
              {text.possible}
            </th>
            <th scope="col" className={numberClass()}>
              {text.first}
            </th>
            <th scope="col" className={numberClass()}>
              {text.group}
            </th>
            <th aria-hidden />
          </tr>
        </thead>
        <tbody>
          {teams.map(({ teamId, name, interval, ranks, group }, index) => (
            <tr key={teamId}>
              <td>{index + 1}</td>
              <th scope="row">{name}</th>
              <td className={numberClass()} style={{ whiteSpace: "nowrap" }}>
                {interval === null
                  ? "–"
                  : `${formatNumber(locale, interval.low, decimals)} – ${formatNumber(locale, interval.high, decimals)}`}
              </td>
              <td className={numberClass()}>
                {ranks === null
                  ? "–"
                  : ranks.low === ranks.high
                    ? ranks.low
                    : `${String(ranks.low)}–${String(ranks.high)}`}
              </td>
              <td className={numberClass()}>{ranks === null ? "–" : share(locale, ranks.first)}</td>
              <td className={numberClass()}>{group === null ? "–" : group + 1}</td>
              <td aria-hidden>
                {ranks === null ? null : <Bar {...ranks} place={index + 1} teams={teams.length} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function share(locale: "fr" | "en", value: number): string {
  return `${formatNumber(locale, 100 * value)}${locale === "fr" ? "\u00a0" : ""}%`;
}

type BarProps = { low: number; high: number; place: number; teams: number };

/** The interval of ranks as a bar, the rank on the board as a mark. */
function Bar({ low, high, place, teams }: BarProps) {
  const x = (rank: number) => ((rank - 0.5) / teams) * width;
  const half = Math.max(3, width / teams / 2);
  return (
    <svg width={width} height={height} style={{ display: "block" }}>
      <line x1={0} x2={width} y1={height / 2} y2={height / 2} stroke="var(--palmares-hairline)" />
      <rect
        x={x(low) - half}
        y={height / 2 - 4}
        width={x(high) - x(low) + 2 * half}
        height={8}
        fill="var(--palmares-mark)"
      />
      <rect x={x(place) - 1.5} y={1} width={3} height={height - 2} fill="var(--palmares-accent)" />
    </svg>
  );
}
