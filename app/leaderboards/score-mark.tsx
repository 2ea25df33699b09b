import type { Axis } from "./rules.ts";

const width = 240;
const height = 26;

type ScoreMarkProps = {
  score: number;
  /** 95 % interval of the score; null before the statistics are computed. */
  interval: { low: number; high: number } | null;
  axis: Axis;
  isBaseline: boolean;
  isOwn: boolean;
  offScale: string;
};

/** A score as a dot (a diamond for baselines) with its interval as a whisker, on the axis that all rows share. */
export function ScoreMark({ score, interval, axis, isBaseline, isOwn, offScale }: ScoreMarkProps) {
  const x = (value: number) => 6 + ((value - axis.from) / (axis.to - axis.from)) * (width - 12);
  const isOff = score < axis.from || score > axis.to;
  const colour = isOwn ? "var(--palmares-accent)" : "var(--palmares-ink)";
  const within = (value: number) => x(Math.min(axis.to, Math.max(axis.from, value)));
  if (isOff) return <span className="caption">{score < axis.from ? `◂ ${offScale}` : `${offScale} ▸`}</span>;
  return (
    <svg width={width} height={height} aria-hidden style={{ display: "block" }}>
      {axis.ticks.map((tick) => (
        <line key={tick} x1={x(tick)} x2={x(tick)} y1={0} y2={height} stroke="var(--palmares-hairline)" />
      ))}
      {interval === null ? null : (
        <Whisker
          from={within(interval.low)}
          to={within(interval.high)}
          colour={isOwn ? "var(--palmares-accent)" : "var(--palmares-mark)"}
          isDotted={isBaseline}
        />
      )}
      {isBaseline ? (
        <rect
          x={x(score) - 4.5}
          y={height / 2 - 4.5}
          width={9}
          height={9}
          transform={`rotate(45 ${String(x(score))} ${String(height / 2)})`}
          fill="var(--palmares-page)"
          stroke="var(--palmares-mark)"
          strokeWidth={1.6}
        />
      ) : (
        <circle
          cx={x(score)}
          cy={height / 2}
          r={6}
          fill={colour}
          stroke="var(--palmares-page)"
          strokeWidth={2}
        />
      )}
    </svg>
  );
}

type WhiskerProps = { from: number; to: number; colour: string; isDotted: boolean };

function Whisker({ from, to, colour, isDotted }: WhiskerProps) {
  const middle = height / 2;
  return (
    <g stroke={colour} strokeWidth={2}>
      <line x1={from} x2={to} y1={middle} y2={middle} strokeDasharray={isDotted ? "2 3" : undefined} />
      {[from, to].map((end, index) => (
        <line key={index} x1={end} x2={end} y1={middle - 4} y2={middle + 4} />
      ))}
    </g>
  );
}

/** The best score so far over a team's files, as a small stepped line that ends in a dot. */
export function Sparkline({
  values,
  label,
  isOwn,
}: {
  values: readonly number[];
  label: string;
  isOwn: boolean;
}) {
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const x = (index: number) => 3 + (values.length === 1 ? 1 : index / (values.length - 1)) * 88;
  const y = (value: number) => 21 - ((value - low) / span) * 15;
  const path = values
    .map((value, index) =>
      index === 0
        ? `M${x(0).toFixed(1)} ${y(value).toFixed(1)}`
        : `H${x(index).toFixed(1)}V${y(value).toFixed(1)}`,
    )
    .join("");
  const colour = isOwn ? "var(--palmares-accent)" : "var(--palmares-mark)";
  const last = values.at(-1) ?? 0;
  return (
    <svg width={96} height={26} role="img" aria-label={label}>
      <path d={path} fill="none" stroke={colour} strokeWidth={1.5} />
      <circle cx={x(values.length - 1)} cy={y(last)} r={2.6} fill={colour} />
    </svg>
  );
}
