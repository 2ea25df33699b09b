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

const width = 600;
const height = 190;
const left = 56;

/** Scores by submission number; a stepped line follows the best so far. */
export function HistoryChart({ history, current, better, decimals }: HistoryChartProps) {
  const text = useTexts(submissionTexts);
  const locale = useLocale();
  if (history.length < 2) return null;
  const scores = history.map((one) => one.score);
  const low = Math.min(...scores);
  const high = Math.max(...scores);
  const span = high - low || Math.abs(high) || 1;
  const x = (index: number) => left + 12 + (index / (history.length - 1)) * (width - left - 40);
  const y = (score: number) => 20 + (1 - (score - low) / span) * (height - 60);
  const best = history.map((_, index) =>
    (better === "higher" ? Math.max : Math.min)(...scores.slice(0, index + 1)),
  );
  const line = best
    .map((score, index) =>
      index === 0 ? `M${String(x(0))} ${String(y(score))}` : `H${String(x(index))}V${String(y(score))}`,
    )
    .join("");
  const ticks = [low, (low + high) / 2, high];
  const label = text.historyLabel(
    formatNumber(locale, scores[0] ?? 0, decimals),
    formatNumber(locale, best.at(-1) ?? 0, decimals),
    history.length,
  );
  return (
    <figure style={{ margin: 0 }}>
      <svg
        viewBox={`0 0 ${String(width)} ${String(height)}`}
        className={styles["chart"]}
        role="img"
        aria-label={label}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={left} x2={width} y1={y(tick)} y2={y(tick)} stroke="var(--palmares-hairline)" />
            <text x={left - 8} y={y(tick) + 4} textAnchor="end" fontSize={13} fill="var(--palmares-ink-3)">
              {formatNumber(locale, tick, decimals)}
            </text>
          </g>
        ))}
        <path d={line} fill="none" stroke="var(--palmares-mark)" strokeWidth={1.6} />
        {history.map((one, index) => (
          <g key={one.number}>
            <circle
              cx={x(index)}
              cy={y(one.score)}
              r={one.number === current ? 6.5 : 3.6}
              fill={
                one.number === current
                  ? "var(--palmares-accent)"
                  : one.score === best[index]
                    ? "var(--palmares-ink)"
                    : "var(--palmares-page)"
              }
              stroke={one.number === current ? "var(--palmares-accent)" : "var(--palmares-ink)"}
            />
            <text x={x(index)} y={height - 8} textAnchor="middle" fontSize={13} fill="var(--palmares-ink-3)">
              {one.number}
            </text>
          </g>
        ))}
      </svg>
      <figcaption className="caption">{text.historyTitle}</figcaption>
    </figure>
  );
}
