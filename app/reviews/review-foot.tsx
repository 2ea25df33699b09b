import { useState } from "react";
import type { Refusal } from "#app/accounts/refusal.ts";
import type { DraftSync } from "#app/applications/draft-sync.ts";
import { formatNumber } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { useFetcher } from "#app/remix.ts";
import { buttonClass, Notice } from "#app/ui/parts.tsx";
import { focusOnCriterion, type CriterionView } from "./criterion-input.tsx";
import { ReviewRefusal } from "./review-refusal.tsx";
import { criteriaOf } from "./rubric-marks.ts";
import styles from "./reviews.module.css";
import { failedCriteria, missingCriteria, totalOf, type CriterionMark } from "./rules.ts";
import { reviewTexts } from "./texts.ts";

type ReviewFootProps = {
  criteria: readonly CriterionView[];
  answers: Readonly<Record<string, unknown>>;
  /** Null when nothing can be written any more. */
  sync: DraftSync | null;
};

/** How far the review is, its total once everything is marked, and the button that hands it in. */
export function ReviewFoot({ criteria, answers, sync }: ReviewFootProps) {
  const marks = new Map<string, CriterionMark>();
  for (const { id } of criteria) {
    const mark = answers[`mark:${id}`];
    if (typeof mark === "number" || mark === "cannot_judge") marks.set(id, mark);
  }
  const missing = missingCriteria(criteriaOf(criteria), marks);
  return (
    <div className={styles["foot"]}>
      <Progress criteria={criteria} marks={marks} isFixed={sync === null} />
      {sync === null ? null : <HandIn missing={missing} sync={sync} />}
    </div>
  );
}

type ProgressProps = {
  criteria: readonly CriterionView[];
  marks: ReadonlyMap<string, CriterionMark>;
  isFixed: boolean;
};

function Progress({ criteria, marks, isFixed }: ProgressProps) {
  const text = useTexts(reviewTexts).review;
  const locale = useLocale();
  const rules = criteriaOf(criteria);
  const missing = missingCriteria(rules, marks).length;
  const total = totalOf(rules, marks);
  const failed = failedCriteria(rules, marks);
  const names = criteria.filter(({ id }) => failed.includes(id)).map(({ name }) => name);
  return (
    <div aria-live="polite">
      <p>
        <strong>{text.marked(criteria.length - missing, criteria.length)}</strong>
      </p>
      {missing === 0 ? (
        <p className="secondary">
          {total === null ? text.noTotal : text.total(formatNumber(locale, total, 1))}
        </p>
      ) : null}
      {missing > 0 && !isFixed ? <p className="secondary">{text.totalLater}</p> : null}
      {missing === 0 && names.length > 0 ? <p>{text.failed(names.join(", "))}</p> : null}
    </div>
  );
}

/** The button and, right at it, why it did nothing: the top of a long panel is out of sight from here. */
function HandIn({ missing, sync }: { missing: readonly string[]; sync: DraftSync }) {
  const text = useTexts(reviewTexts).review;
  const fetcher = useFetcher<{ refusal: Refusal } | null>();
  const [problem, setProblem] = useState<"incomplete" | "unsaved" | null>(null);
  const [first] = missing;
  const handIn = async () => {
    if (first !== undefined) {
      setProblem("incomplete");
      focusOnCriterion(first);
      return;
    }
    const isSaved = await sync.flush();
    setProblem(isSaved ? null : "unsaved");
    if (isSaved) fetcher.submit({ intent: "hand_in" }, { method: "post" });
  };
  return (
    <div>
      {problem === "incomplete" && first !== undefined ? (
        <Notice kind="error" title={text.incomplete(missing.length)} />
      ) : null}
      {problem === "unsaved" ? <Notice kind="error" title={text.unsaved} /> : null}
      <ReviewRefusal refusal={fetcher.data?.refusal} />
      <button type="button" className={buttonClass(true)} onClick={() => void handIn()}>
        {text.handIn}
      </button>
      <p className="secondary" style={{ marginTop: 6 }}>
        {text.handInMore}
      </p>
    </div>
  );
}
