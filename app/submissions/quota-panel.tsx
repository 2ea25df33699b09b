import { formatDateTime } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Section } from "#app/ui/parts.tsx";
import type { Quota } from "./rules.ts";
import styles from "./submissions.module.css";
import { submissionTexts } from "./texts.ts";

/** What remains of a team's quota, as a numeral and as cells. */
export function QuotaPanel({ quota, timeZone }: { quota: Quota; timeZone: string }) {
  const text = useTexts(submissionTexts);
  const locale = useLocale();
  if (quota.remaining === null || quota.limit === null)
    return (
      <Section title={text.yourSubmissions}>
        <p>{text.unlimited}</p>
      </Section>
    );
  const cells = Array.from({ length: quota.limit }, (_, index) => index < quota.used);
  return (
    <Section title={text.yourSubmissions}>
      <div className={styles["quota"]}>
        <span className={styles["quotaNumber"]}>{quota.remaining}</span>
        <span>
          {text.remainingToday(quota.remaining)}
          <span className="secondary" style={{ display: "block" }}>
            {text.ofDay(quota.limit)}
          </span>
        </span>
      </div>
      <div className={styles["cells"]} aria-hidden>
        {cells.map((isUsed, index) => (
          <span key={String(index)} className={isUsed ? styles["used"] : ""} />
        ))}
      </div>
      {quota.nextAllowedAt === null ? null : (
        <p>{text.nextAt(formatDateTime(locale, quota.nextAllowedAt, timeZone))}</p>
      )}
    </Section>
  );
}
