import { IconAlertTriangle } from "@tabler/icons-react";
import { Fragment } from "react";
import { formatDate } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Form, Link } from "#app/remix.ts";
import { buttonClass } from "#app/ui/parts.tsx";
import styles from "./decisions.module.css";
import { formatCents } from "./money.ts";
import { OutcomeTag } from "./outcome-tag.tsx";
import type { DecisionsPage } from "./pages.server.ts";
import { decisionTexts } from "./texts.ts";

type DecidedRow = DecisionsPage["rows"][number];

/** The applications in the order of the ranking, each with what is decided, and the line where the places end. */
export function DecisionList({ page }: { page: DecisionsPage }) {
  const text = useTexts(decisionTexts);
  const places = page.ranking?.places ?? null;
  return (
    <ol className={styles["list"]} aria-label={text.order}>
      {page.rows.map((row, index) => (
        <Fragment key={row.code}>
          <li id={row.code} className={styles["file"]}>
            <Rank row={row} />
            <Name row={row} slug={page.call.slug} />
            <What row={row} timeZone={page.call.timeZone} />
            <Acts row={row} page={page} />
          </li>
          {index + 1 === places && index + 1 < page.rows.length ? (
            <li className={styles["line"]}>{text.line(places)}</li>
          ) : null}
        </Fragment>
      ))}
    </ol>
  );
}

function Rank({ row: { ranked } }: { row: DecidedRow }) {
  const text = useTexts(decisionTexts);
  if (ranked === null) return <span className="secondary">{text.unranked}</span>;
  return (
    <div>
      <span className={styles["numeral"]}>{ranked.rank}</span>
    </div>
  );
}

function Name({ row, slug }: { row: DecidedRow; slug: string }) {
  const text = useTexts(decisionTexts);
  const locale = useLocale();
  const { ranked } = row;
  return (
    <div>
      <Link to={localizedPath(locale, `/calls/${slug}/decisions/${row.code}`)} className={styles["name"]}>
        {row.title === "" ? row.code : row.title}
      </Link>
      <p className="secondary">
        <span className="mono">{row.code}</span>
        {row.isWithdrawn ? ` · ${text.withdrawn}` : null}
      </p>
      {ranked === null ? null : (
        <p className="secondary">
          <span className={`${styles["square"] ?? ""} ${styles[ranked.band] ?? ""}`} aria-hidden />
          {text.bands[ranked.band]}, {text.ranks(...ranked.interval90)}
        </p>
      )}
    </div>
  );
}

function What({ row, timeZone }: { row: DecidedRow; timeZone: string }) {
  const text = useTexts(decisionTexts);
  const locale = useLocale();
  const { decision, departure } = row;
  const releasedTo = decision?.state === "released" ? decision : null;
  return (
    <div>
      <OutcomeTag outcome={decision?.outcome ?? null} place={decision?.waitingPlace ?? null} />
      {decision === null ? null : <Step decision={decision} />}
      <Amount row={row} />
      {releasedTo === null ? null : (
        <p className="secondary">
          {releasedTo.readAt === null
            ? text.unread
            : text.read(formatDate(locale, releasedTo.readAt, timeZone))}
        </p>
      )}
      {departure.isOne ? (
        <p className={styles["departure"]}>
          <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
          {departure.lacksReason ? text.departsSilently : text.departs}
        </p>
      ) : null}
    </div>
  );
}

function Step({ decision }: { decision: NonNullable<DecidedRow["decision"]> }) {
  const text = useTexts(decisionTexts);
  const maker = decision.state === "proposed" ? decision.proposedBy : decision.approvedBy;
  return (
    <p className="secondary">
      {text.states[decision.state]} {maker === null ? "" : text.by(maker)}
    </p>
  );
}

function Amount({ row: { decision, askedCents } }: { row: DecidedRow }) {
  const text = useTexts(decisionTexts);
  const locale = useLocale();
  const amount = decision?.amountCents ?? null;
  if (amount !== null) return <p>{formatCents(locale, amount)}</p>;
  if (askedCents === null) return null;
  return (
    <p className="secondary">
      {text.asked} {formatCents(locale, askedCents)}
    </p>
  );
}

function Acts({ row, page }: { row: DecidedRow; page: DecisionsPage }) {
  const text = useTexts(decisionTexts);
  const locale = useLocale();
  const { decision, code } = row;
  const title = row.title === "" ? code : row.title;
  const mayChange = page.duties.isChair && decision?.state !== "released" && !row.isWithdrawn;
  return (
    <div className={styles["acts"]}>
      {mayChange ? (
        <Link
          to={localizedPath(locale, `/calls/${page.call.slug}/decisions/${code}`)}
          aria-label={text.decideOn(title)}
          className={buttonClass(false)}
        >
          {text.decide}
        </Link>
      ) : null}
      {page.duties.isAuthority && decision?.mayApprove ? (
        <Form method="post">
          <input type="hidden" name="application" value={code} />
          <input type="hidden" name="seen" value={decision.seen} />
          <button
            type="submit"
            name="intent"
            value="approve"
            className={buttonClass(false)}
            aria-label={text.approveOf(title)}
          >
            {text.approve}
          </button>
        </Form>
      ) : null}
    </div>
  );
}
