import { formatTime } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { buttonClass } from "#app/ui/parts.tsx";
import { AnswerText } from "./answer-text.tsx";
import styles from "./applications.module.css";
import type { Conflict } from "./draft-sync.ts";
import type { Field } from "./form-schema.ts";
import { isEmpty } from "./form-visibility.ts";
import { applicationTexts } from "./texts.ts";

type ConflictNoticeProps = {
  field: Field;
  conflict: Conflict;
  timeZone: string;
  onResolve: (choice: "mine" | "theirs") => void;
};

/** Somebody else has written in the same field: both texts, and the choice. */
export function ConflictNotice({ field, conflict, timeZone, onResolve }: ConflictNoticeProps) {
  const text = useTexts(applicationTexts).conflict;
  const locale = useLocale();
  return (
    <div className={styles["conflict"]} role="alert">
      <p>
        <strong>{text.title(conflict.by ?? text.somebody, formatTime(locale, conflict.at, timeZone))}</strong>{" "}
        {text.theirs}
      </p>
      <blockquote>
        {isEmpty(conflict.value) ? text.empty : <AnswerText field={field} value={conflict.value} />}
      </blockquote>
      <div style={{ display: "flex", gap: 12, flexWrap: "wrap" }}>
        <button type="button" className={buttonClass(false)} onClick={() => onResolve("mine")}>
          {text.keepMine}
        </button>
        <button type="button" className={buttonClass(false)} onClick={() => onResolve("theirs")}>
          {text.takeTheirs}
        </button>
      </div>
    </div>
  );
}
