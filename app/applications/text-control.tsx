import { useLocale } from "#app/i18n/text.ts";
import styles from "./fields.module.css";
import type { Column } from "./form-schema.ts";

type TextControlProps = {
  id: string;
  field: Exclude<Column, { type: "choice" }>;
  value: string;
  isFixed: boolean;
  onChange: (value: string) => void;
  described?: { "aria-describedby": string; "aria-invalid": boolean };
};

const inputKinds = {
  short_text: { type: "text", width: "" },
  organisation: { type: "text", width: "", autoComplete: "organization" },
  email: { type: "email", width: "middleInput", autoComplete: "email" },
  number: { type: "text", inputMode: "decimal", width: "narrowInput" },
  money: { type: "text", inputMode: "decimal", width: "narrowInput" },
  date: { type: "date", width: "narrowInput" },
} as const;

/** A control of one line; as wide as the answer that is expected. */
export function TextControl({ id, field, value, isFixed, onChange, described }: TextControlProps) {
  const locale = useLocale();
  const { width, ...kind } = inputKinds[field.type];
  const unit = field.type === "money" ? "€" : field.type === "number" ? field.unit?.[locale] : undefined;
  const input = (
    <input
      id={id}
      className={`${styles["input"] ?? ""} ${styles[width] ?? ""}`}
      {...kind}
      value={value}
      readOnly={isFixed}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
      {...described}
    />
  );
  if (unit === undefined) return input;
  return (
    <span className={styles["withUnit"]}>
      {input}
      <span>{unit}</span>
    </span>
  );
}
