import { formatNumber } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import criterionStyles from "./criterion.module.css";
import styles from "./reviews.module.css";
import { reviewTexts } from "./texts.ts";

export type CriterionView = {
  id: string;
  name: string;
  help: string;
  weight: number;
  max: number;
  step: number;
  threshold: number | null;
  scale: number[];
  anchors: { mark: number; text: string }[];
};

type CriterionInputProps = {
  criterion: CriterionView;
  /** A mark, `cannot_judge`, or nothing yet. */
  value: unknown;
  comment: string;
  isFixed: boolean;
  onMark: (mark: number | "cannot_judge") => void;
  onComment: (words: string) => void;
};

/** Moves the focus to the first mark of a criterion, which brings it into sight. */
export function focusOnCriterion(id: string): void {
  document.querySelector<HTMLInputElement>(`input[name="${CSS.escape(`mark:${id}`)}"]`)?.focus();
}

/** One criterion: a joined row of marks with what each means, “cannot judge”, and the reasons. */
export function CriterionInput(props: CriterionInputProps) {
  const { criterion, value, comment, isFixed, onMark, onComment } = props;
  const text = useTexts(reviewTexts).review;
  const locale = useLocale();
  const { id, name, help, weight, threshold } = criterion;
  return (
    <fieldset className={criterionStyles["criterion"]}>
      <legend>
        <span className={criterionStyles["criterionName"]}>{name}</span>
        <span className="secondary">{text.weight(formatNumber(locale, weight))}</span>
      </legend>
      <p className="secondary" style={{ margin: 0 }}>
        {help} {threshold === null ? "" : text.threshold(formatNumber(locale, threshold))}
      </p>
      <Scale criterion={criterion} value={value} isFixed={isFixed} onMark={onMark} />
      <label className={criterionStyles["abstain"]}>
        <input
          type="radio"
          name={`mark:${id}`}
          checked={value === "cannot_judge"}
          disabled={isFixed}
          onChange={() => onMark("cannot_judge")}
        />
        {text.cannotJudge}
      </label>
      <textarea
        className={styles["area"]}
        aria-label={text.comment(name)}
        placeholder={text.comment(name)}
        rows={2}
        maxLength={20_000}
        value={comment}
        readOnly={isFixed}
        onChange={(event) => onComment(event.currentTarget.value)}
      />
    </fieldset>
  );
}

type ScaleProps = Pick<CriterionInputProps, "criterion" | "value" | "isFixed" | "onMark">;

function Scale({ criterion, value, isFixed, onMark }: ScaleProps) {
  const locale = useLocale();
  const { id, scale, anchors } = criterion;
  const decimals = scale.every(Number.isInteger) ? 0 : 1;
  // Words need room: with many of them, or many marks, the cells stand below each other.
  const isStacked = scale.length <= 11 && (scale.length > 4 || anchors.some(({ text }) => text.length > 24));
  return (
    <div
      className={`${criterionStyles["scale"] ?? ""} ${isStacked ? (criterionStyles["stacked"] ?? "") : ""}`}
    >
      {scale.map((mark) => (
        <label key={mark} className={criterionStyles["cell"]}>
          <input
            type="radio"
            name={`mark:${id}`}
            value={mark}
            checked={value === mark}
            disabled={isFixed}
            onChange={() => onMark(mark)}
          />
          <span className={styles["numeral"]}>{formatNumber(locale, mark, decimals)}</span>
          <span className={criterionStyles["anchor"]}>
            {anchors.find((one) => one.mark === mark)?.text ?? ""}
          </span>
        </label>
      ))}
    </div>
  );
}
