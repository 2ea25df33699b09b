import { IconCheck } from "@tabler/icons-react";
import { formatBytes, formatClock, formatNumber } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import type { SubmissionState } from "#db/vocabulary.ts";
import styles from "./submissions.module.css";
import { submissionTexts } from "./texts.ts";

type TimelineProps = {
  state: SubmissionState;
  receivedAt: Date;
  sizeBytes: number;
  timeZone: string;
  timeline: { queuedAt: Date; startedAt: Date | null; finishedAt: Date | null; position: number | null };
};

/** The way of a submission, state by state, with the moment of each. */
export function Timeline({ state, receivedAt, sizeBytes, timeZone, timeline }: TimelineProps) {
  const text = useTexts(submissionTexts);
  const locale = useLocale();
  const { queuedAt, startedAt, finishedAt, position } = timeline;
  const isFinal = finishedAt !== null && state !== "queued" && state !== "running" && state !== "uploading";
  const last = isFinal ? text.steps[state] : text.steps.scored;
  const seconds =
    finishedAt === null ? null : Math.max(0, finishedAt.getTime() - receivedAt.getTime()) / 1000;
  const steps = [
    { name: text.steps.received, at: receivedAt, more: text.receivedMore(formatBytes(locale, sizeBytes)) },
    { name: text.steps.queued, at: queuedAt, more: position === null ? null : text.position(position) },
    { name: text.steps.running, at: state === "queued" ? null : startedAt, more: null },
    // A history that was played afterwards has no meaningful duration.
    {
      name: last,
      at: isFinal ? finishedAt : null,
      more: seconds === null || seconds > 86_400 ? null : text.after(formatNumber(locale, seconds, 2)),
    },
  ];
  return (
    <>
      <ol className={styles["timeline"]} aria-live="polite">
        {steps.map((step) => (
          <li key={step.name} className={step.at === null ? "" : styles["reached"]}>
            <span className={styles["dot"]}>
              {step.at === null ? null : <IconCheck size={14} stroke={2.2} aria-hidden />}
            </span>
            <span>
              <strong>{step.name}</strong>
              {step.more === null ? null : (
                <span className="secondary" style={{ display: "block" }}>
                  {step.more}
                </span>
              )}
            </span>
            <span className="secondary">{step.at === null ? "" : formatClock(step.at, timeZone)}</span>
          </li>
        ))}
      </ol>
      {isFinal ? null : <p className="secondary">{text.live}</p>}
    </>
  );
}
