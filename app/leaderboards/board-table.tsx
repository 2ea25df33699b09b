import { useRef, type ReactNode } from "react";
import { formatNumber, formatRelative } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { classNamesIn } from "#app/ui/class-names.ts";
import styles from "./board.module.css";
import type { LeaderboardPage, ShownRow } from "./pages.server.ts";
import { ScoreMark, Sparkline } from "./score-mark.tsx";
import { boardTexts } from "./texts.ts";
import { useSlidingRows } from "./use-sliding-rows.ts";

type BoardProps = { page: LeaderboardPage };
type RowProps = BoardProps & { row: ShownRow };

const classes = classNamesIn(styles);

/** The board: a table on wide screens, a list on narrow ones. */
export function BoardTable({ page }: BoardProps) {
  const rows = useRef<HTMLDivElement>(null);
  useSlidingRows(rows, page.rows);
  return (
    <div ref={rows}>
      <WideBoard page={page} />
      <ol className={styles["list"]}>
        {page.rows.map((row) => (
          <ListRow key={row.teamId} row={row} page={page} />
        ))}
      </ol>
    </div>
  );
}

function WideBoard({ page }: BoardProps) {
  const text = useTexts(boardTexts);
  const locale = useLocale();
  const [ranking, ...others] = page.metrics;
  const decimals = page.axis === null ? 2 : decimalsOf(page.axis.ticks);
  return (
    <table className={classes("board", "wide")}>
      <caption className="visually-hidden">{text.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{text.rank}</th>
          <th aria-hidden />
          <th scope="col">{text.team}</th>
          <th
            scope="col"
            className={styles["num"]}
            aria-sort={ranking?.better === "lower" ? "ascending" : "descending"}
          >
            {ranking?.title[locale]} {ranking?.better === "lower" ? "↓" : "↑"}
          </th>
          {page.axis === null ? null : (
            <th aria-hidden>
              {page.hasCertainty ? text.interval : null}
              <span className={styles["axisTicks"]}>
                {[page.axis.ticks[0], page.axis.ticks.at(-1)].map((tick) => (
                  <span key={tick}>{formatNumber(locale, tick ?? 0, decimals)}</span>
                ))}
              </span>
            </th>
          )}
          {page.hasCertainty ? <th scope="col">{text.possibleRanks}</th> : null}
          {others.map((metric) => (
            <th key={metric.name} scope="col" className={styles["num"]}>
              {metric.title[locale]}
            </th>
          ))}
          <th scope="col" className={classes("num", "optional")}>
            {text.submissions}
          </th>
          <th scope="col" className={styles["optional"]}>
            {text.progress}
          </th>
          <th scope="col" className={styles["num"]}>
            {text.last}
          </th>
        </tr>
      </thead>
      <tbody>
        {page.rows.map((row, index) => (
          <WideRow key={row.teamId} row={row} page={page} place={placeInGroup(page.rows, index)} />
        ))}
      </tbody>
    </table>
  );
}

/** Where a row stands in the run of rows that share its rank: the first one carries the numeral for all. */
type Place = { isFirst: boolean; isLast: boolean; length: number };

function placeInGroup(rows: readonly ShownRow[], index: number): Place {
  const rank = rows[index]?.rank ?? null;
  const same = (at: number) => rank !== null && rows[at]?.rank === rank;
  let length = 1;
  while (same(index + length)) length += 1;
  return { isFirst: !same(index - 1), isLast: !same(index + 1), length };
}

function WideRow({ row, page, place }: RowProps & { place: Place }) {
  const text = useTexts(boardTexts);
  const locale = useLocale();
  const isOwn = row.teamId === page.own?.teamId;
  const others = page.metrics.slice(1);
  return (
    <tr
      id={isOwn ? "own" : undefined}
      data-team={row.teamId}
      className={classes(row.isBaseline && "baseline", isOwn && "own", place.isLast && "lastOfGroup")}
    >
      {place.isFirst ? <RankCells row={row} length={place.length} /> : null}
      <th scope="row" className={classes("ownable", "ownFirst")}>
        <TeamName row={row} isOwn={isOwn} />
      </th>
      <td className={classes("num", "scoreCell", "ownable")}>
        <Score row={row} page={page} />
      </td>
      <MarkCell row={row} page={page} isOwn={isOwn} />
      {page.hasCertainty ? (
        <td className={styles["ownable"]}>
          <PossibleRanks row={row} />
        </td>
      ) : null}
      {others.map((metric) => (
        <td key={metric.name} className={classes("num", "ownable")}>
          {valueOf(row.scores[metric.name], metric.decimals, locale, text.undefinedScore)}
        </td>
      ))}
      <td className={classes("num", "optional", "ownable")}>
        {row.isBaseline ? text.baseline : row.submissions}
      </td>
      <td className={classes("optional", "ownable")}>
        <History row={row} page={page} isOwn={isOwn} />
      </td>
      <td className={classes("num", "ownable")}>
        {row.isBaseline ? "" : formatRelative(locale, row.lastAt, page.now)}
      </td>
    </tr>
  );
}

function MarkCell({ row, page, isOwn }: RowProps & { isOwn: boolean }) {
  const text = useTexts(boardTexts);
  if (page.axis === null) return null;
  return (
    <td className={styles["ownable"]} aria-hidden>
      {row.score === null ? null : (
        <ScoreMark
          score={row.score}
          interval={row.certainty?.interval ?? null}
          axis={page.axis}
          isBaseline={row.isBaseline}
          isOwn={isOwn}
          offScale={text.offScale}
        />
      )}
    </td>
  );
}

/** The ranks that the data allow, and in words the interval that the drawing shows. */
function PossibleRanks({ row }: { row: ShownRow }) {
  const text = useTexts(boardTexts);
  const ranks = row.certainty?.ranks ?? null;
  if (ranks === null) return row.isBaseline ? text.baseline : "–";
  return ranks.low === ranks.high ? String(ranks.low) : `${String(ranks.low)}–${String(ranks.high)}`;
}

/** One large numeral for all teams that share a rank, with a bracket that joins them. */
function RankCells({ row, length }: { row: ShownRow; length: number }) {
  const text = useTexts(boardTexts);
  return (
    <>
      <td rowSpan={length} className={styles["rankCell"]}>
        {row.rank === null ? null : (
          <>
            <span aria-hidden className={styles["numeral"]}>
              {row.rank}
            </span>
            {row.sharedBy > 1 ? (
              <span aria-hidden className="ex-aequo secondary">
                ex æquo
                <br />
                {text.shared(row.sharedBy)}
              </span>
            ) : null}
            <span className="visually-hidden">{text.rankOf(row.rank, row.sharedBy)}</span>
          </>
        )}
      </td>
      <td
        rowSpan={length}
        aria-hidden
        className={length > 1 ? styles["bracketCell"] : styles["rankCell"]}
        style={{ width: 20 }}
      />
    </>
  );
}

function TeamName({ row, isOwn }: { row: ShownRow; isOwn: boolean }) {
  const text = useTexts(boardTexts);
  return (
    <>
      <span className={styles["name"]}>{row.name}</span>
      {isOwn ? <span className={styles["yours"]}>{text.yours}</span> : null}
      <span className={styles["affiliation"]}>{row.isBaseline ? text.organiser : row.affiliation}</span>
    </>
  );
}

function Score({ row, page }: RowProps): ReactNode {
  const text = useTexts(boardTexts);
  const locale = useLocale();
  return valueOf(row.score, page.metrics[0]?.decimals ?? 4, locale, text.undefinedScore);
}

function History({ row, page, isOwn }: RowProps & { isOwn: boolean }) {
  const text = useTexts(boardTexts);
  const locale = useLocale();
  const decimals = page.metrics[0]?.decimals ?? 4;
  const { history } = row;
  if (row.isBaseline || history.length === 0) return null;
  const label = text.history(
    formatNumber(locale, history[0] ?? 0, decimals),
    formatNumber(locale, history.at(-1) ?? 0, decimals),
    row.historyLength,
  );
  return <Sparkline values={history} label={label} isOwn={isOwn} />;
}

function ListRow({ row, page }: RowProps) {
  const text = useTexts(boardTexts);
  const locale = useLocale();
  const isOwn = row.teamId === page.own?.teamId;
  return (
    <li data-team={row.teamId} className={classes(row.isBaseline && "baseline", isOwn && "own")}>
      <span>
        {row.rank === null ? null : (
          <>
            <span aria-hidden className={styles["numeral"]}>
              {row.rank}
            </span>
            <span className="visually-hidden">{text.rankOf(row.rank, row.sharedBy)}</span>
          </>
        )}
      </span>
      <span>
        <span className={styles["name"]}>{row.name}</span>
        {isOwn ? <span className={styles["yours"]}>{text.yours}</span> : null}
      </span>
      <span className={styles["scoreCell"]}>
        <Score row={row} page={page} />
      </span>
      <span className={`${styles["meta"] ?? ""} caption`}>
        <span>
          {row.isBaseline ? (
            text.baseline
          ) : row.sharedBy > 1 ? (
            <span className="ex-aequo">ex æquo, {text.shared(row.sharedBy)}</span>
          ) : (
            row.affiliation
          )}
        </span>
        <span>{row.isBaseline ? "" : formatRelative(locale, row.lastAt, page.now)}</span>
      </span>
      {row.certainty === null ? null : (
        <span className={`${styles["meta"] ?? ""} caption`}>
          <CertaintyInWords row={row} page={page} />
        </span>
      )}
    </li>
  );
}

function CertaintyInWords({ row, page }: RowProps) {
  const text = useTexts(boardTexts);
  const locale = useLocale();
  const decimals = page.metrics[0]?.decimals ?? 4;
  const { interval, ranks } = row.certainty ?? { interval: null, ranks: null };
  const shown = (value: number) => formatNumber(locale, value, decimals);
  return (
    <>
      <span>{interval === null ? null : text.between(shown(interval.low), shown(interval.high))}</span>
      <span>{ranks === null ? null : text.possible(ranks.low, ranks.high)}</span>
    </>
  );
}

function valueOf(
  value: number | null | undefined,
  decimals: number,
  locale: "fr" | "en",
  undefinedText: string,
): string {
  return value == null ? undefinedText : formatNumber(locale, value, decimals);
}

/** As many decimals as the finest step of an axis needs. */
function decimalsOf(ticks: readonly number[]): number {
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  return Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
}
