import { formatNumber } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import styles from "./submissions.module.css";
import { submissionTexts } from "./texts.ts";

type HistoryChartProps = {
  history: readonly { number: number; score: number }[];
  current: number;
  better: "higher" | "lower";
  decimals: number;
};

/** Two drawings of the same: letters keep their size on a telephone. */
const widths = { wide: 600, narrow: 320 } as const;
const height = 190;
const left = 56;
const numberWidth = 34;

/** Scores by submission number; a stepped line follows the best so far. */
export function HistoryChart(props: HistoryChartProps) {
  const text = useTexts(submissionTexts);
  const locale = useLocale();
  const { history, decimals } = props;
  if (history.length < 2) return null;
  const best = bestSoFar(props);
  const label = text.historyLabel(
    formatNumber(locale, history[0]?.score ?? 0, decimals),
    formatNumber(locale, best.at(-1) ?? 0, decimals),
    history.length,
  );
  return (
    <figure style={{ margin: 0 }}>
      <div role="img" aria-label={label}>
        {(["wide", "narrow"] as const).map((size) => (
          <Drawing key={size} {...props} best={best} size={size} />
        ))}
      </div>
      <figcaption className="caption">{text.historyTitle}</figcaption>
    </figure>
  );
}

function bestSoFar({ history, better }: HistoryChartProps): number[] {
  const scores = history.map((one) => one.score);
  const bestOf = better === "higher" ? Math.max : Math.min;
  return scores.map((_, index) => bestOf(...scores.slice(0, index + 1)));
}

type DrawingProps = HistoryChartProps & { best: readonly number[]; size: keyof typeof widths };

function Drawing({ history, current, best, decimals, size }: DrawingProps) {
  const width = widths[size];
  const scores = history.map((one) => one.score);
  const low = Math.min(...scores);
  const high = Math.max(...scores);
  const span = high - low || Math.abs(high) || 1;
  const x = (index: number) => left + 12 + (index / (history.length - 1)) * (width - left - 40);
  const y = (score: number) => 20 + (1 - (score - low) / span) * (height - 60);
  const line = best
    .map((score, index) =>
      index === 0 ? `M${String(x(0))} ${String(y(score))}` : `H${String(x(index))}V${String(y(score))}`,
    )
    .join("");
  // Numbers that would touch each other are left out.
  const every = Math.max(1, Math.ceil((history.length * numberWidth) / (width - left)));
  return (
    <svg
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      className={`${styles["chart"] ?? ""} ${styles[size] ?? ""}`}
      aria-hidden
    >
      <Ticks low={low} high={high} y={y} width={width} decimals={decimals} />
      <path d={line} fill="none" stroke="var(--palmares-mark)" strokeWidth={1.6} />
      {history.map((one, index) => (
        <g key={one.number}>
          <circle
            cx={x(index)}
            cy={y(one.score)}
            r={one.number === current ? 6.5 : 3.6}
            {...coloursOf(one.number === current, one.score === best[index])}
          />
          {index % every === 0 ? (
            <text x={x(index)} y={height - 8} textAnchor="middle" fontSize={13} fill="var(--palmares-ink-3)">
              {one.number}
            </text>
          ) : null}
        </g>
      ))}
    </svg>
  );
}

type TicksProps = {
  low: number;
  high: number;
  y: (score: number) => number;
  width: number;
  decimals: number;
};

function Ticks({ low, high, y, width, decimals }: TicksProps) {
  const locale = useLocale();
  return [low, (low + high) / 2, high].map((tick, index) => (
    <g key={index}>
      <line x1={left} x2={width} y1={y(tick)} y2={y(tick)} stroke="var(--palmares-hairline)" />
      <text x={left - 8} y={y(tick) + 4} textAnchor="end" fontSize={13} fill="var(--palmares-ink-3)">
        {formatNumber(locale, tick, decimals)}
      </text>
    </g>
  ));
}

/** The current file in the colour of what is one's own; others filled when they were the best so far, else hollow. */
function coloursOf(isCurrent: boolean, isBest: boolean): { fill: string; stroke: string } {
  if (isCurrent) return { fill: "var(--palmares-accent)", stroke: "var(--palmares-accent)" };
  return { fill: isBest ? "var(--palmares-ink)" : "var(--palmares-page)", stroke: "var(--palmares-ink)" };
}
