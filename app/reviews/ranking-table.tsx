import { formatNumber } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { numberClass, tableClass, TableScroll } from "#app/ui/parts.tsx";
import type { RankingPage } from "./ranking-page.server.ts";
import rankingStyles from "./ranking.module.css";
import styles from "./reviews.module.css";
import { rankingTexts } from "./texts-ranking.ts";

type Ranking = NonNullable<RankingPage["ranking"]>;
type RankedRow = Ranking["rows"][number];

const bands = ["in", "discuss", "out"] as const;

/** The applications in three bands: raw and adjusted values side by side, the ranks that the marks allow, the line. */
export function RankingTable({ ranking }: { ranking: Ranking }) {
  const text = useTexts(rankingTexts);
  return (
    <>
      {bands.map((band) => {
        const rows = ranking.rows.filter((row) => row.band === band);
        if (rows.length === 0) return null;
        return (
          <div key={band}>
            <div className={rankingStyles["band"]}>
              <span className={`${rankingStyles["square"] ?? ""} ${rankingStyles[band] ?? ""}`} aria-hidden />
              <h2>{text.bands[band]}</h2>
              <span className="secondary">
                {rows.length} · {text.bandsMore[band]}
              </span>
            </div>
            <TableScroll label={text.bands[band]}>
              <table className={tableClass()}>
                <Head ranking={ranking} />
                <tbody>
                  {rows.map((row) => (
                    <RankedLine key={row.code} row={row} ranking={ranking} />
                  ))}
                </tbody>
              </table>
            </TableScroll>
          </div>
        );
      })}
    </>
  );
}

function Head({ ranking }: { ranking: Ranking }) {
  const text = useTexts(rankingTexts);
  const greyed = ranking.noCalibration === null ? "" : (rankingStyles["greyed"] ?? "");
  return (
    <thead>
      <tr>
        <th scope="col" className={numberClass()}>
          {text.rank}
        </th>
        <th scope="col">{text.application}</th>
        <th scope="col">{text.marks}</th>
        <th scope="col" className={numberClass()}>
          {text.mean}
        </th>
        <th scope="col" className={numberClass()}>
          {text.median}
        </th>
        <th scope="col" className={numberClass()}>
          {text.spread}
        </th>
        <th scope="col" className={`${numberClass()} ${greyed}`}>
          {text.calibrated}
        </th>
        <th scope="col">{text.ranks}</th>
        <th scope="col" className={numberClass()}>
          {text.interval}
        </th>
        <th scope="col" className={numberClass()}>
          {text.above}
        </th>
      </tr>
    </thead>
  );
}

function RankedLine({ row, ranking }: { row: RankedRow; ranking: Ranking }) {
  const locale = useLocale();
  const number = (value: number | null) => (value === null ? "–" : formatNumber(locale, value, 1));
  const share = `${formatNumber(locale, Math.round(100 * row.probabilityAbove))}${locale === "fr" ? "\u202f" : ""}%`;
  const [low, high] = row.interval90;
  return (
    <tr>
      <td className={numberClass()}>
        <span className={styles["numeral"]}>{row.rank}</span>
      </td>
      <th scope="row" style={{ fontWeight: 400, minWidth: 180 }}>
        {row.title}
        <span className="mono secondary" style={{ display: "block" }}>
          {row.code}
        </span>
      </th>
      <td>
        <span className={rankingStyles["chips"]}>
          {row.byJuror.map(({ juror, name, value }) => (
            <span key={juror} className={rankingStyles["chip"]} title={name}>
              {number(value)}
            </span>
          ))}
        </span>
        <TooFew given={row.marks.length} expected={ranking.expectedReviews} />
      </td>
      <td className={numberClass()}>{number(row.mean)}</td>
      <td className={numberClass()}>{number(row.median)}</td>
      <td className={numberClass()}>{number(row.spread)}</td>
      <td className={`${numberClass()} ${row.calibrated === null ? (rankingStyles["greyed"] ?? "") : ""}`}>
        {row.calibrated === null ? "–" : <strong>{number(row.calibrated)}</strong>}
      </td>
      <td>
        <RankPlot row={row} places={ranking.places} applications={ranking.rows.length} />
      </td>
      <td className={`${numberClass()} ${rankingStyles["together"] ?? ""}`}>
        {low === high ? low : `${String(low)}–${String(high)}`}
      </td>
      <td className={numberClass()}>{share}</td>
    </tr>
  );
}

function TooFew({ given, expected }: { given: number; expected: number | null }) {
  const text = useTexts(rankingTexts);
  if (expected === null || given >= expected) return null;
  return (
    <span className="secondary" style={{ display: "block" }}>
      {text.tooFew(given, expected)}
    </span>
  );
}

const width = 170;

function RankPlot({ row, places, applications }: { row: RankedRow; places: number; applications: number }) {
  const text = useTexts(rankingTexts);
  const [low, high] = row.interval90;
  const at = (rank: number) => 4 + ((width - 8) * (rank - 0.5)) / Math.max(1, applications);
  const line = at(Math.min(places, applications) + 0.5);
  return (
    <svg
      className={rankingStyles["plot"]}
      viewBox={`0 0 ${String(width)} 24`}
      role="img"
      aria-label={text.chart(row.title, low, high, places)}
    >
      <rect
        x={at(low) - 2}
        y={8}
        width={Math.max(4, at(high) - at(low) + 4)}
        height={8}
        fill="var(--palmares-mark)"
        opacity={0.45}
      />
      <rect x={at(row.expectedRank) - 1.5} y={6} width={3} height={12} fill="var(--palmares-ink)" />
      <line x1={line} x2={line} y1={2} y2={22} stroke="var(--palmares-ink)" strokeWidth={2} />
    </svg>
  );
}
