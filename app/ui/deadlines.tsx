import { formatDate, formatRelative } from "#app/i18n/format.ts";
import { useLocale } from "#app/i18n/text.ts";
import styles from "./deadlines.module.css";
import { Section } from "./parts.tsx";

export type Deadline = { key: string; title: string; at: Date; timeZone: string };

/** What ends when, the next first, each with the day as on a calendar. */
export function Deadlines({
  title,
  deadlines,
  now,
}: {
  title: string;
  deadlines: readonly Deadline[];
  now: Date;
}) {
  const locale = useLocale();
  const dayOf = (at: Date, timeZone: string, part: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale === "fr" ? "fr-FR" : "en-GB", { ...part, timeZone }).format(at);
  const inOrder = [...deadlines].sort((a, b) => a.at.getTime() - b.at.getTime());
  return (
    <Section title={title}>
      {inOrder.map(({ key, title: what, at, timeZone }) => (
        <div key={key} className={styles["deadline"]}>
          <span>
            <span className={styles["day"]}>{dayOf(at, timeZone, { day: "numeric" })}</span>
            <span className="caption">{dayOf(at, timeZone, { month: "short" })}</span>
          </span>
          <span>
            <strong>{what}</strong>
            <span className="secondary" style={{ display: "block" }}>
              {formatDate(locale, at, timeZone)} · {formatRelative(locale, at, now)}
            </span>
          </span>
        </div>
      ))}
    </Section>
  );
}
