import { formatDateTime, zoneName } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import styles from "./applications.module.css";
import { applicationTexts } from "./texts.ts";

type DeadlineLineProps = { closesAt: Date | null; timeZone: string; isComplement: boolean; now: Date };

/** Until when, in the call's zone, and how long that is. */
export function DeadlineLine({ closesAt, timeZone, isComplement, now }: DeadlineLineProps) {
  const text = useTexts(applicationTexts);
  const locale = useLocale();
  if (closesAt === null) return null;
  const date = formatDateTime(locale, closesAt, timeZone);
  const zone = zoneName(locale, timeZone);
  const isPast = closesAt < now;
  const sentence = isPast ? text.deadlinePassed : isComplement ? text.complementDue : text.deadline;
  return (
    <p className={styles["deadline"]}>
      <strong>{sentence(date, zone)}</strong>{" "}
      {isPast ? null : <span className="secondary">{timeLeft(text.left, closesAt, now)}</span>}
    </p>
  );
}

const hourMs = 3_600_000;

/** Whole days while there are two of them, then hours, then minutes. */
function timeLeft(words: (typeof applicationTexts)["en"]["left"], closesAt: Date, now: Date): string {
  const leftMs = closesAt.getTime() - now.getTime();
  if (leftMs >= 48 * hourMs) return words.days(Math.floor(leftMs / (24 * hourMs)));
  if (leftMs >= 2 * hourMs) return words.hours(Math.floor(leftMs / hourMs));
  return words.minutes(Math.max(1, Math.floor(leftMs / 60_000)));
}
