import { IconCheck } from "@tabler/icons-react";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import styles from "./applications.module.css";
import fieldStyles from "./fields.module.css";
import { progressOf } from "./completeness.ts";
import { faultsOf, type DocumentFacts } from "./form-check.ts";
import type { Section } from "./form-schema.ts";
import type { Answers } from "./form-visibility.ts";
import { applicationTexts } from "./texts.ts";

type SectionNavProps = {
  sections: readonly Section[];
  current: string;
  answers: Answers;
  facts: DocumentFacts;
  onChoose: (section: string) => void;
  /** The menu changes with every arrow key, so it keeps the focus. */
  onPick: (section: string) => void;
};

/** The sections of a form with how far each is; a menu where there is no room for a list. */
export function SectionNav({ sections, current, answers, facts, onChoose, onPick }: SectionNavProps) {
  const text = useTexts(applicationTexts);
  const locale = useLocale();
  return (
    <nav aria-label={text.sections}>
      <ol className={styles["nav"]}>
        {sections.map((section, index) => {
          const progress = progressOf(section, answers, facts);
          return (
            <li key={section.id}>
              <button
                type="button"
                aria-current={section.id === current ? "step" : undefined}
                onClick={() => {
                  onChoose(section.id);
                }}
              >
                <span className={styles["numeral"]} aria-hidden>
                  {progress === "complete" ? <IconCheck size={20} stroke={1.8} /> : index + 1}
                </span>
                {section.title[locale]}
                <span className={`caption ${styles["under"] ?? ""}`}>
                  {progress === "begun"
                    ? text.missingAnswers(missingIn(section, answers, facts))
                    : text.progress[progress]}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <div className={styles["picker"]}>
        <select
          aria-label={text.chooseSection}
          className={fieldStyles["input"]}
          value={current}
          onChange={(event) => {
            onPick(event.currentTarget.value);
          }}
        >
          {sections.map((section, index) => (
            <option key={section.id} value={section.id}>
              {text.section(index + 1, sections.length)} · {section.title[locale]}
            </option>
          ))}
        </select>
      </div>
    </nav>
  );
}

function missingIn(section: Section, answers: Answers, facts: DocumentFacts): number {
  return section.fields.filter((field) => faultsOf(field, answers[field.id], facts).length > 0).length;
}
