import { useTexts } from "#app/i18n/text.ts";
import { tableClass } from "#app/ui/parts.tsx";
import type { ShownStatistics } from "./statistics-page.server.ts";
import { statisticsTexts } from "./texts-statistics.ts";

const square = 18;
const level = 0.05;

type MapProps = { statistics: ShownStatistics };

/** Which of the first teams are significantly better than which: a square for each pair, and the same in words. */
export function SignificanceMap({ statistics }: MapProps) {
  const text = useTexts(statisticsTexts);
  const { chances } = statistics;
  const isBetter = (better: number, worse: number) => (chances[worse]?.[better] ?? 1) < level;
  const pairs = chances.flatMap((row, worse) => row.filter((_, better) => isBetter(better, worse)));
  const all = (chances.length * (chances.length - 1)) / 2;
  const side = chances.length * square + 28;
  return (
    <>
      <svg
        viewBox={`0 0 ${String(side)} ${String(side)}`}
        style={{ width: "100%", maxWidth: side }}
        role="img"
        aria-label={text.mapLabel(pairs.length, all)}
      >
        {chances.map((row, worse) => (
          <g key={worse}>
            <Numeral x={10} y={28 + worse * square + 13} place={worse} />
            <Numeral x={28 + worse * square + 8} y={16} place={worse} />
            {row.map((_, better) => (
              <rect
                key={better}
                x={28 + worse * square}
                y={28 + better * square}
                width={square - 2}
                height={square - 2}
                fill={isBetter(better, worse) ? "var(--palmares-accent)" : "var(--palmares-sunken)"}
                stroke="var(--palmares-hairline)"
              />
            ))}
          </g>
        ))}
      </svg>
      <details>
        <summary>{text.asTable}</summary>
        <InWords statistics={statistics} isBetter={isBetter} />
      </details>
    </>
  );
}

function Numeral({ x, y, place }: { x: number; y: number; place: number }) {
  return (
    <text x={x} y={y} textAnchor="middle" fontSize={11} fill="var(--palmares-ink-3)">
      {place + 1}
    </text>
  );
}

type InWordsProps = MapProps & { isBetter: (better: number, worse: number) => boolean };

function InWords({ statistics: { teams, chances }, isBetter }: InWordsProps) {
  const text = useTexts(statisticsTexts);
  const mapped = teams.slice(0, chances.length);
  return (
    <table className={tableClass()}>
      <thead>
        <tr>
          <th scope="col">{text.team}</th>
          <th scope="col">{text.betterThan}</th>
        </tr>
      </thead>
      <tbody>
        {mapped.map(({ teamId, name }, better) => {
          const beaten = mapped.filter((_, worse) => worse > better && isBetter(better, worse));
          return (
            <tr key={teamId}>
              <th scope="row">
                {better + 1} {name}
              </th>
              <td>{beaten.length === 0 ? text.nobody : beaten.map((one) => one.name).join(", ")}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
