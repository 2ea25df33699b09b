import { useState } from "react";
import { useTexts } from "#app/i18n/text.ts";
import { Form } from "#app/remix.ts";
import { buttonClass, Section } from "#app/ui/parts.tsx";
import nameStyles from "./names.module.css";
import styles from "./reviews.module.css";
import { natureField, tieField } from "./sweep-form.ts";
import { reviewTexts } from "./texts.ts";

export type NameLine = {
  key: string;
  kind: "organisation" | "person";
  label: string;
  beside: string | null;
  hasTie: boolean | null;
  /** Declared already: only an organiser takes it back. */
  isFixed: boolean;
  nature: string;
};

/** The one list of names, each with its two answers. Works with the keyboard alone and without script. */
export function NamesForm({ lines }: { lines: readonly NameLine[] }) {
  const text = useTexts(reviewTexts).interests;
  const [answered, setAnswered] = useState(
    () => new Set(lines.filter(({ hasTie }) => hasTie !== null).map(({ key }) => key)),
  );
  const answer = (key: string) => setAnswered((before) => new Set(before).add(key));
  return (
    <Form method="post">
      <Section
        title={text.names}
        aside={<span aria-live="polite">{text.progress(answered.size, lines.length)}</span>}
      >
        <div className={nameStyles["names"]}>
          {lines.map((line) => (
            <NameAnswer key={line.key} line={line} onAnswer={answer} />
          ))}
        </div>
        <p style={{ marginTop: 20 }}>
          <button type="submit" className={buttonClass(true)}>
            {text.send}
          </button>
        </p>
        <p className="secondary">{text.kept}</p>
      </Section>
    </Form>
  );
}

function NameAnswer({ line, onAnswer }: { line: NameLine; onAnswer: (key: string) => void }) {
  const text = useTexts(reviewTexts).interests;
  const { key, label, beside, hasTie, isFixed, nature } = line;
  const isBeforehand = hasTie === true && !isFixed;
  const choice = (value: "yes" | "no", words: string, className: string | undefined) => (
    <label className={className}>
      <input
        type="radio"
        name={tieField(key)}
        value={value}
        defaultChecked={hasTie === (value === "yes")}
        disabled={isFixed && value === "no"}
        onChange={() => onAnswer(key)}
      />
      {words}
    </label>
  );
  return (
    <fieldset className={nameStyles["name"]}>
      <legend>{label}</legend>
      {beside === null ? null : <span className="secondary">{beside}</span>}
      <div className={nameStyles["pair"]}>
        {choice("no", text.none, nameStyles["none"])}
        {choice("yes", text.tie, nameStyles["tie"])}
      </div>
      {isFixed ? <p className="secondary">{text.fixed}</p> : null}
      {isBeforehand ? <p className="secondary">{text.beforehand}</p> : null}
      <label className={nameStyles["nature"]} style={{ marginTop: 10 }}>
        <span className="secondary">{text.nature}</span>
        <input
          type="text"
          className={styles["area"]}
          style={{ minHeight: 44 }}
          name={natureField(key)}
          defaultValue={nature}
          maxLength={500}
        />
      </label>
    </fieldset>
  );
}
