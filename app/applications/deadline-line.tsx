import { formatDateTime, formatRelative, zoneName } from "#app/i18n/format.ts";
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
      {isPast ? null : <span className="secondary">{text.left(formatRelative(locale, closesAt, now))}</span>}
    </p>
  );
}
