import { IconAlertCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import styles from "./fields.module.css";
import type { Field } from "./form-schema.ts";
import { applicationTexts } from "./texts.ts";

type ShellProps = {
  field: Field;
  id: string;
  /** Several controls under one question need a group with a legend. */
  isGroup?: boolean;
  hint?: string | undefined;
  error: string | null;
  counter?: string | undefined;
  children: (described: { "aria-describedby": string; "aria-invalid": boolean }) => ReactNode;
};

/** Label above, help under it, control, then the error with its remedy. */
export function FieldShell({ field, id, isGroup = false, hint, error, counter, children }: ShellProps) {
  const text = useTexts(applicationTexts);
  const locale = useLocale();
  const label = (
    <>
      {field.label[locale]} {field.optional ? <span className="secondary">{text.optional}</span> : null}
    </>
  );
  const sentences = [
    field.help?.[locale],
    hint,
    field.audience === "administration" ? text.administrationOnly : undefined,
  ].filter((sentence) => sentence !== undefined);
  const below = (
    <>
      {sentences.length === 0 ? null : (
        <p className={styles["help"]} id={`${id}-help`}>
          {sentences.join(" ")}
        </p>
      )}
      {children({ "aria-describedby": `${id}-help ${id}-error`, "aria-invalid": error !== null })}
      <div className={styles["underField"]}>
        <div id={`${id}-error`}>{error === null ? null : <ErrorLine>{error}</ErrorLine>}</div>
        {counter === undefined ? null : <span className={styles["counter"]}>{counter}</span>}
      </div>
    </>
  );
  if (!isGroup)
    return (
      <>
        <label className={styles["label"]} htmlFor={id}>
          {label}
        </label>
        {below}
      </>
    );
  return (
    <fieldset id={id} tabIndex={-1}>
      <legend className={styles["label"]}>{label}</legend>
      {below}
    </fieldset>
  );
}

export function ErrorLine({ children }: { children: ReactNode }) {
  return (
    <p className={styles["error"]}>
      <IconAlertCircle size={18} stroke={1.8} aria-hidden />
      <span>{children}</span>
    </p>
  );
}
