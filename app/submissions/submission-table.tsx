import { formatDateTime, formatNumber } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Link } from "#app/remix.ts";
import { numberClass, tableClass, TableScroll } from "#app/ui/parts.tsx";
import type { Bilingual } from "#db/vocabulary.ts";
import type { SubmissionSummary } from "./pages.server.ts";
import { StateTag } from "./state-tag.tsx";
import styles from "./submissions.module.css";
import { submissionTexts } from "./texts.ts";

type SubmissionTableProps = {
  slug: string;
  submissions: readonly SubmissionSummary[];
  metrics: readonly { name: string; title: Bilingual; decimals: number }[];
  timeZone: string;
  withTeam?: boolean;
};

/** Submissions, the newest first, each with its state and its public scores. */
export function SubmissionTable({
  slug,
  submissions,
  metrics,
  timeZone,
  withTeam = false,
}: SubmissionTableProps) {
  const text = useTexts(submissionTexts);
  const locale = useLocale();
  return (
    <TableScroll label={text.mine}>
      <table className={tableClass()}>
        <thead>
          <tr>
            <th scope="col">{text.number}</th>
            {withTeam ? <th scope="col">{text.teamColumn}</th> : null}
            <th scope="col">{text.file}</th>
            <th scope="col">{text.state}</th>
            {metrics.map((metric) => (
              <th key={metric.name} scope="col" className={numberClass()}>
                {metric.title[locale]}
              </th>
            ))}
            <th scope="col" className={numberClass()}>
              {text.received}
            </th>
          </tr>
        </thead>
        <tbody>
          {submissions.map((one) => (
            <tr key={one.id}>
              <th scope="row" style={{ fontSize: "1rem" }}>
                <Link
                  className={styles["rowLink"]}
                  to={localizedPath(locale, `/challenges/${slug}/submissions/${one.id}`)}
                >
                  {one.number}
                </Link>
              </th>
              {withTeam ? <td>{one.team}</td> : null}
              <td>
                <span className="mono">{one.fileName}</span>
                {one.note === null ? null : <div className="secondary">{one.note}</div>}
              </td>
              <td>
                <StateTag state={one.state} />
              </td>
              {metrics.map((metric) => (
                <td key={metric.name} className={numberClass()}>
                  {score(one.scores[metric.name], metric.decimals)}
                </td>
              ))}
              <td className={numberClass()} style={{ whiteSpace: "nowrap" }}>
                {formatDateTime(locale, one.receivedAt, timeZone)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );

  function score(value: number | null | undefined, decimals: number): string {
    if (value === undefined) return "–";
    return value === null ? text.undefinedScore : formatNumber(locale, value, decimals);
  }
}
