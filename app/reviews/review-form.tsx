import { IconAlertCircle, IconCloudCheck, IconCloudUpload } from "@tabler/icons-react";
import type { DraftSync, SyncState } from "#app/applications/draft-sync.ts";
import { useDraft } from "#app/applications/use-draft.ts";
import { formatDateTime, formatTime } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Notice } from "#app/ui/parts.tsx";
import type { ReviewState } from "#db/vocabulary.ts";
import { CriterionInput, type CriterionView } from "./criterion-input.tsx";
import { isOpenReview } from "./policy.ts";
import { ReviewFoot } from "./review-foot.tsx";
import styles from "./reviews.module.css";
import { reviewTexts } from "./texts.ts";

type ReviewFormPage = {
  code: string;
  personId: string;
  /** Decisions are released: it can be read only. */
  areClosed: boolean;
  call: { slug: string; timeZone: string };
  criteria: CriterionView[];
  review: {
    state: ReviewState;
    revision: number;
    savedAt: Date | null;
    submittedAt: Date | null;
    reason: string | null;
    fields: Record<string, string | number | null>;
  };
};

/** The rubric, marked and commented, saved as one types. The total stays hidden until everything is marked, so that
 * nobody steers a mark by it. */
export function ReviewForm({ page }: { page: ReviewFormPage }) {
  const all = useTexts(reviewTexts);
  const text = all.review;
  const locale = useLocale();
  const { review, criteria, call, areClosed } = page;
  const isFixed = areClosed || !isOpenReview(review.state);
  const { revision, savedAt } = review;
  const keptAs = `palmares:review:${call.slug}:${page.code}:${page.personId}`;
  const { sync, view } = useDraft(
    { address: `/review/${call.slug}/${page.code}/marks`, keptAs, isFixed, isShared: false },
    { answers: review.fields, bases: {}, revision, savedAt },
  );
  return (
    <section aria-labelledby="your-review">
      <div className={styles["bar"]}>
        <h2 id="your-review">{text.yours}</h2>
        {isFixed ? null : (
          <SaveLine state={view.state} timeZone={call.timeZone} onRetry={() => void sync.flush()} />
        )}
      </div>
      {areClosed ? <Notice kind="info" title={all.list.areClosed} /> : null}
      {review.reason === null || areClosed ? null : (
        <Notice kind="attention" title={text.reopened}>
          <p>{review.reason}</p>
        </Notice>
      )}
      {criteria.map((criterion) => (
        <CriterionInput
          key={criterion.id}
          criterion={criterion}
          value={view.answers[`mark:${criterion.id}`]}
          comment={textIn(view.answers[`comment:${criterion.id}`])}
          isFixed={isFixed}
          onMark={(mark) => sync.set(`mark:${criterion.id}`, mark)}
          onComment={(words) => sync.set(`comment:${criterion.id}`, words)}
        />
      ))}
      <Comment
        field="to_applicant"
        label={text.toApplicant}
        more={text.toApplicantMore}
        {...{ sync, isFixed }}
        value={textIn(view.answers["to_applicant"])}
      />
      <Comment
        field="to_committee"
        label={text.toCommittee}
        more={text.toCommitteeMore}
        {...{ sync, isFixed }}
        value={textIn(view.answers["to_committee"])}
      />
      <ReviewFoot criteria={criteria} answers={view.answers} sync={isFixed ? null : sync} />
      {review.submittedAt !== null && !isOpenReview(review.state) ? (
        <p role="status">{text.handedIn(formatDateTime(locale, review.submittedAt, call.timeZone))}</p>
      ) : null}
    </section>
  );
}

const textIn = (value: unknown) => (typeof value === "string" ? value : "");

type CommentProps = {
  field: string;
  label: string;
  more: string;
  value: string;
  sync: DraftSync;
  isFixed: boolean;
};

function Comment({ field, label, more, value, sync, isFixed }: CommentProps) {
  return (
    <div style={{ borderTop: "1px solid var(--palmares-hairline)", padding: "16px 0 8px" }}>
      <label className={styles["label"]} htmlFor={field}>
        {label}
      </label>
      <p id={`${field}-more`} className="secondary" style={{ margin: "2px 0 8px" }}>
        {more}
      </p>
      <textarea
        id={field}
        aria-describedby={`${field}-more`}
        className={styles["area"]}
        rows={4}
        maxLength={20_000}
        value={value}
        readOnly={isFixed}
        onChange={(event) => sync.set(field, event.currentTarget.value)}
      />
    </div>
  );
}

function SaveLine({ state, timeZone, onRetry }: { state: SyncState; timeZone: string; onRetry: () => void }) {
  const text = useTexts(reviewTexts).review;
  const locale = useLocale();
  const isTrouble = state.kind === "offline" || state.kind === "signed_out" || state.kind === "refused";
  const Icon = isTrouble ? IconAlertCircle : state.kind === "saved" ? IconCloudCheck : IconCloudUpload;
  const words =
    state.kind !== "saved"
      ? text.states[state.kind]
      : state.at === null
        ? text.states.never
        : text.saved(formatTime(locale, state.at, timeZone));
  return (
    <span
      className={`${styles["saveLine"] ?? ""} ${isTrouble ? (styles["trouble"] ?? "") : "secondary"}`}
      aria-live="polite"
      data-state={state.kind}
    >
      <Icon size={18} stroke={1.6} aria-hidden />
      {words}
      {isTrouble ? (
        <button type="button" className={styles["plain"]} onClick={onRetry}>
          {text.retry}
        </button>
      ) : null}
    </span>
  );
}
