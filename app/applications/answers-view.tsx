import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Section } from "#app/ui/parts.tsx";
import { AnswerText } from "./answer-text.tsx";
import styles from "./applications.module.css";
import { DocumentFile } from "./document-input.tsx";
import type { Form } from "./form-schema.ts";
import { isEmpty, visibleSections, type Answers } from "./form-visibility.ts";
import { applicationTexts } from "./texts.ts";

type ReadableDocument = {
  id: string;
  fileName: string;
  sizeBytes: number;
  pages: number | null;
  state?: string;
  fault?: string | null;
};

type AnswersViewProps = {
  form: Form;
  answers: Answers;
  documents: readonly ReadableDocument[];
  code: string;
};

/** All answers of an application for reading, section by section. */
export function AnswersView({ form, answers, documents, code }: AnswersViewProps) {
  const text = useTexts(applicationTexts).checkPage;
  const locale = useLocale();
  return (
    <>
      {visibleSections(form, answers).map((section) => (
        <Section key={section.id} title={section.title[locale]}>
          <dl className={styles["answers"]}>
            {section.fields.map((field) => {
              const value = answers[field.id];
              const document =
                field.type === "document" ? documents.find(({ id }) => id === value) : undefined;
              return (
                <div key={field.id}>
                  <dt>{field.label[locale]}</dt>
                  <dd>
                    {document !== undefined ? (
                      <DocumentFile document={document} code={code} />
                    ) : isEmpty(value) || field.type === "document" ? (
                      <span className="secondary">{text.empty}</span>
                    ) : (
                      <AnswerText field={field} value={value} />
                    )}
                  </dd>
                </div>
              );
            })}
          </dl>
        </Section>
      ))}
    </>
  );
}

/** The answers of a page, which travel as text. */
export function readAnswers(json: string): Record<string, unknown> {
  const answers: Record<string, unknown> = JSON.parse(json);
  return answers;
}
