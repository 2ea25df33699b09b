import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { formatDateTime } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Form } from "#app/remix.ts";
import { buttonClass, fieldsClass, Notice, Row, Section } from "#app/ui/parts.tsx";
import { checkOutcomes } from "#db/vocabulary.ts";
import type { Difference } from "./admissibility.ts";
import { AnswerText } from "./answer-text.tsx";
import styles from "./applications.module.css";
import fieldStyles from "./fields.module.css";
import type { ExaminedPage } from "./examination-pages.server.ts";
import { isEmpty } from "./form-visibility.ts";
import { applicationTexts } from "./texts.ts";
import { officerTexts } from "./texts-officer.ts";

type SectionProps = { page: ExaminedPage };

/** What the machine has found, and what the officer finds. */
export function ChecklistSection({ page }: SectionProps) {
  const text = useTexts(officerTexts);
  const choices = [
    { value: "", label: text.unchecked },
    ...checkOutcomes.map((value) => ({ value, label: text.outcomes[value] })),
  ];
  return (
    <Section title={text.checklist}>
      {page.checks.automatic.map(({ rule, outcome }) => (
        <Row key={rule} action={<strong>{text.outcomes[outcome]}</strong>}>
          {text.rules[rule]}
          <span className="secondary" style={{ display: "block" }}>
            {text.automatic}
          </span>
        </Row>
      ))}
      <Form method="post" className={fieldsClass()}>
        {page.checks.human.map(({ rule, outcome }) =>
          page.mayRule ? (
            <NativeSelect
              key={rule}
              name={rule}
              label={text.rules[rule]}
              defaultValue={outcome ?? ""}
              data={choices}
            />
          ) : (
            <p key={rule}>
              {text.rules[rule]}: {outcome === null ? text.unchecked : text.outcomes[outcome]}
            </p>
          ),
        )}
        {page.mayRule ? (
          <button type="submit" name="intent" value="checks" className={buttonClass(false)}>
            {text.record}
          </button>
        ) : null}
      </Form>
    </Section>
  );
}

/** The ruling, and earlier ones. */
export function RulingSection({ page }: SectionProps) {
  const text = useTexts(officerTexts);
  const locale = useLocale();
  return (
    <Section title={text.ruling}>
      {page.rulings.map(({ outcome, ruledAt, reasons }) => (
        <Row key={ruledAt.toISOString()}>
          {text.ruled(text[outcome], formatDateTime(locale, ruledAt, page.call.timeZone))}
          <span className="secondary" style={{ display: "block" }}>
            {reasons}
          </span>
        </Row>
      ))}
      {page.mayRule ? (
        <Form method="post" className={fieldsClass()}>
          <NativeSelect
            name="outcome"
            label={text.ruling}
            data={[
              { value: "admissible", label: text.admissible },
              { value: "inadmissible", label: text.inadmissible },
            ]}
          />
          <Textarea name="reasons_fr" label={text.reasonIn.fr} description={text.reasonHelp} rows={3} />
          <Textarea name="reasons_en" label={text.reasonIn.en} rows={3} />
          <button type="submit" name="intent" value="rule" className={buttonClass(true)}>
            {text.rule}
          </button>
        </Form>
      ) : (
        <p className="secondary">{page.state === "withdrawn" ? null : text.notYet}</p>
      )}
    </Section>
  );
}

/** Requests for complements, and a new one. */
export function ComplementSection({ page }: SectionProps) {
  const text = useTexts(officerTexts);
  const locale = useLocale();
  const [fields, setFields] = useState<readonly string[]>([]);
  const isOpen = page.complements.some(({ closedAt }) => closedAt === null);
  return (
    <Section title={text.complement}>
      {page.complements.map((one) => (
        <Notice
          key={one.id}
          kind={one.closedAt === null ? "attention" : "info"}
          title={`${text.asked} ${formatDateTime(locale, one.dueAt, page.call.timeZone)}`}
        >
          <p>{one.message}</p>
        </Notice>
      ))}
      {page.mayRule && !isOpen ? (
        <Form method="post" className={fieldsClass()}>
          <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
            <legend className={fieldStyles["label"]}>{text.fields}</legend>
            {page.fields.map(({ id, label }) => (
              <label key={id} className={fieldStyles["option"]}>
                <input
                  type="checkbox"
                  checked={fields.includes(id)}
                  onChange={(event) => {
                    const isOn = event.currentTarget.checked;
                    setFields((before) => (isOn ? [...before, id] : before.filter((other) => other !== id)));
                  }}
                />
                {label}
              </label>
            ))}
          </fieldset>
          <input type="hidden" name="fields" value={fields.join(" ")} />
          <Textarea name="message_fr" label={text.messageIn.fr} rows={3} />
          <Textarea name="message_en" label={text.messageIn.en} rows={3} />
          <TextInput
            name="dueAt"
            type="datetime-local"
            label={text.dueAt}
            min={page.today}
            required
            withAsterisk={false}
          />
          <button type="submit" name="intent" value="complement" className={buttonClass(false)}>
            {text.ask}
          </button>
        </Form>
      ) : null}
    </Section>
  );
}

/** Before and after, for each field that a complement has changed. */
export function DifferenceSection({ json }: { json: string }) {
  const text = useTexts(officerTexts);
  const { empty } = useTexts(applicationTexts).checkPage;
  const locale = useLocale();
  const differences: Difference[] = JSON.parse(json);
  return (
    <Section title={text.difference}>
      {differences.map(({ field, before, after }) => (
        <div key={field.id} style={{ marginBottom: 20 }}>
          <h3>{field.label[locale]}</h3>
          <div className={styles["twins"]}>
            {(
              [
                ["before", before],
                ["after", after],
              ] as const
            ).map(([side, value]) => (
              <dl key={side} className={styles["answers"]}>
                <div>
                  <dt>{text[side]}</dt>
                  <dd>{isEmpty(value) ? empty : <AnswerText field={field} value={value} />}</dd>
                </div>
              </dl>
            ))}
          </div>
        </div>
      ))}
    </Section>
  );
}
