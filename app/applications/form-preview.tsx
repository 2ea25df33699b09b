import { useState } from "react";
import { useLocale } from "#app/i18n/text.ts";
import { Section } from "#app/ui/parts.tsx";
import styles from "./fields.module.css";
import { FieldInput, type FormContext } from "./field-input.tsx";
import type { Form } from "./form-schema.ts";
import { visibleSections } from "./form-visibility.ts";

/** A form as applicants will meet it, to try out; nothing that is typed here goes anywhere. */
export function FormPreview({ form, criteria }: { form: Form; criteria: FormContext["criteria"] }) {
  const locale = useLocale();
  const [answers, setAnswers] = useState<Record<string, unknown>>({});
  const context: FormContext = {
    ...{ code: null, isFixed: false, documents: [], facts: {}, criteria },
    onDocument: () => {},
  };
  return (
    <>
      {visibleSections(form, answers).map((section) => (
        <Section key={section.id} title={section.title[locale]}>
          {section.help === undefined ? null : <p>{section.help[locale]}</p>}
          {section.fields.map((field) => (
            <div key={field.id} className={styles["field"]}>
              <FieldInput
                field={field}
                value={answers[field.id]}
                context={context}
                onChange={(value) => {
                  setAnswers((before) => ({ ...before, [field.id]: value }));
                }}
              />
            </div>
          ))}
        </Section>
      ))}
    </>
  );
}
