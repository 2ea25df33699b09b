import { formatDate, formatRelative } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Form, Link, useSearchParams, useSubmit } from "#app/remix.ts";
import { buttonClass, Notice } from "#app/ui/parts.tsx";
import styles from "./board.module.css";
import type { LeaderboardPage } from "./pages.server.ts";
import { boardTexts } from "./texts.ts";

type ControlsProps = { page: LeaderboardPage };

/** Phase, day and search in one line; without JavaScript the button sends them. */
export function BoardControls({ page }: ControlsProps) {
  const text = useTexts(boardTexts);
  const submit = useSubmit();
  const [search] = useSearchParams();
  return (
    <div className={styles["controls"]}>
      <Form
        method="get"
        role="search"
        onChange={(event) => {
          if (event.target instanceof HTMLSelectElement) submit(event.currentTarget);
        }}
      >
        <PhaseField page={page} />
        <label>
          <span>{text.day}</span>
          <input
            type="date"
            name="day"
            defaultValue={page.day ?? ""}
            min={page.days.first}
            max={page.days.last}
          />
        </label>
        <label className={styles["searchField"]}>
          <span>{text.search}</span>
          <input type="search" name="search" defaultValue={search.get("search") ?? ""} />
        </label>
        <button type="submit" className={buttonClass(false)}>
          {text.searchButton}
        </button>
      </Form>
      <Updated page={page} />
      <a className={buttonClass(false)} href={`/board/${page.slug}?${search.toString()}`} download>
        {text.csv}
      </a>
    </div>
  );
}

function PhaseField({ page }: ControlsProps) {
  const text = useTexts(boardTexts);
  const locale = useLocale();
  if (page.phases.length < 2) return null;
  return (
    <label>
      <span>{text.phase}</span>
      <select name="phase" defaultValue={page.position}>
        {page.phases.map((phase) => (
          <option key={phase.position} value={phase.position}>
            {phase.name[locale]}
          </option>
        ))}
      </select>
    </label>
  );
}

function Updated({ page }: ControlsProps) {
  const text = useTexts(boardTexts);
  const locale = useLocale();
  return (
    <span className={`${styles["updated"] ?? ""} secondary`} aria-live="polite">
      {page.changedAt === null || page.day !== null
        ? null
        : `${text.updated} ${formatRelative(locale, page.changedAt, page.now)}`}
    </span>
  );
}

/** Says that a past day is shown, and leads back to now. */
export function FrozenNotice({ page }: ControlsProps) {
  const text = useTexts(boardTexts);
  const locale = useLocale();
  const [search] = useSearchParams();
  if (page.day === null) return null;
  const now = new URLSearchParams(search);
  now.delete("day");
  return (
    <Notice kind="info" title={text.frozen(formatDate(locale, new Date(page.day), "UTC"))}>
      <p>
        {text.frozenMore} <Link to={`?${now.toString()}`}>{text.toNow}</Link>
      </p>
    </Notice>
  );
}
