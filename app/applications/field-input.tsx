import { formatNumber } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import styles from "./fields.module.css";
import { DocumentInput } from "./document-input.tsx";
import { FieldShell } from "./field-shell.tsx";
import { countCharacters, countWords, faultsOf, type DocumentFacts } from "./form-check.ts";
import type { Field } from "./form-schema.ts";
import { isEmpty } from "./form-visibility.ts";
import type { DocumentLine } from "./pages.server.ts";
import { TableInput } from "./table-input.tsx";
import { TextControl } from "./text-control.tsx";
import { applicationTexts } from "./texts.ts";
import { useFaultWords } from "./use-fault-words.ts";

/** What the inputs of one application share. */
export type FormContext = {
  /** Where documents go; null where nothing is kept (the preview of a form). */
  code: string | null;
  isFixed: boolean;
  documents: readonly DocumentLine[];
  facts: DocumentFacts;
  criteria: Readonly<Record<string, { name: string; weight: number }>>;
  /** The server has taken a document in. */
  onDocument: (field: string, document: DocumentLine | null, revision: number) => void;
};

export type FieldInputProps = {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  context: FormContext;
};

/** One field as it is asked. */
export function FieldInput(props: FieldInputProps) {
  return props.field.type === "consent" ? <Consent {...props} /> : <Question {...props} />;
}

/** A sentence to agree to: the box stands before it. */
function Consent({ field, value, onChange, context }: FieldInputProps) {
  const locale = useLocale();
  const id = `field-${field.id}`;
  return (
    <>
      <label className={styles["option"]} htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          checked={value === true}
          disabled={context.isFixed}
          aria-describedby={`${id}-help`}
          onChange={(event) => {
            onChange(event.currentTarget.checked);
          }}
        />
        {field.label[locale]}
      </label>
      <p className={styles["help"]} id={`${id}-help`}>
        {field.help?.[locale]}
      </p>
    </>
  );
}

/** The control of a field with its label, help, counter and error. */
function Question(props: FieldInputProps) {
  const { field, value, context } = props;
  const text = useTexts(applicationTexts);
  const words = useFaultWords();
  const id = `field-${field.id}`;
  // What is missing stands in the list beside the form; under a field stands what is wrong with what was written.
  const fault = isEmpty(value) ? undefined : faultsOf(field, value, context.facts)[0];
  const isSpoken = fault !== undefined && fault.code !== "missing" && fault.code !== "document_checking";
  const criterion = field.criterion === undefined ? undefined : context.criteria[field.criterion];
  const judged = criterion === undefined ? undefined : text.judged(criterion.name);
  const hint = [useLimitHint(field), judged].filter((one) => one !== undefined).join(" ");
  return (
    <FieldShell
      field={field}
      id={id}
      isGroup={field.type === "choice" || field.type === "choices" || field.type === "table"}
      hint={hint === "" ? undefined : hint}
      error={isSpoken ? words(field, fault) : null}
      counter={useCounter(field, value)}
    >
      {(described) => <Control {...props} id={id} described={described} />}
    </FieldShell>
  );
}

type ControlProps = FieldInputProps & {
  id: string;
  described: { "aria-describedby": string; "aria-invalid": boolean };
};

function Control(props: ControlProps) {
  const { field, value, onChange, context, id, described } = props;
  const typed = typeof value === "string" ? value : "";
  if (field.type === "consent") return null;
  if (field.type === "choice" || field.type === "choices") return <Options {...props} field={field} />;
  if (field.type === "table")
    return <TableInput field={field} value={value} onChange={onChange} isFixed={context.isFixed} />;
  if (field.type === "document")
    return (
      <DocumentInput
        id={id}
        field={field}
        value={typed}
        context={context}
        onRemove={() => {
          onChange(null);
        }}
      />
    );
  if (field.type === "long_text")
    return (
      <textarea
        id={id}
        className={styles["input"]}
        rows={4}
        value={typed}
        readOnly={context.isFixed}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
        {...described}
      />
    );
  const { isFixed } = context;
  return (
    <TextControl
      id={id}
      field={field}
      value={typed}
      isFixed={isFixed}
      onChange={onChange}
      described={described}
    />
  );
}

function Options({
  field,
  value,
  onChange,
  context,
  id,
}: ControlProps & { field: Extract<Field, { type: "choice" | "choices" }> }) {
  const locale = useLocale();
  const chosen: unknown[] = Array.isArray(value) ? value : [value];
  const toggle = (option: string, isOn: boolean) => {
    if (field.type === "choice") return onChange(option);
    const kept = chosen.filter((one) => typeof one === "string" && one !== option);
    return onChange(isOn ? [...kept, option] : kept);
  };
  return (
    <div style={{ marginTop: 4 }}>
      {field.options.map((option) => (
        <label key={option.value} className={styles["option"]}>
          <input
            type={field.type === "choice" ? "radio" : "checkbox"}
            name={id}
            value={option.value}
            checked={chosen.includes(option.value)}
            disabled={context.isFixed}
            onChange={(event) => {
              toggle(option.value, event.currentTarget.checked);
            }}
          />
          {option.label[locale]}
        </label>
      ))}
    </div>
  );
}

function useLimitHint(field: Field): string | undefined {
  const text = useTexts(applicationTexts);
  const locale = useLocale();
  if (field.type === "short_text") return text.limitCharacters(formatNumber(locale, field.maxCharacters));
  if (field.type !== "long_text") return undefined;
  if (field.maxWords !== undefined) return text.limitWords(formatNumber(locale, field.maxWords));
  return field.maxCharacters === undefined
    ? undefined
    : text.limitCharacters(formatNumber(locale, field.maxCharacters));
}

function useCounter(field: Field, value: unknown): string | undefined {
  const text = useTexts(applicationTexts);
  const locale = useLocale();
  if (field.type !== "short_text" && field.type !== "long_text") return undefined;
  const typed = typeof value === "string" ? value : "";
  const number = (count: number) => formatNumber(locale, count);
  if (field.type === "long_text" && field.maxWords !== undefined)
    return text.counterWords(number(countWords(typed)), number(field.maxWords));
  return field.maxCharacters === undefined
    ? undefined
    : text.counter(number(countCharacters(typed)), number(field.maxCharacters));
}
