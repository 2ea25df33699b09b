import { Textarea, TextInput } from "@mantine/core";
import { locales, type Bilingual } from "#db/vocabulary.ts";
import styles from "./text-pair.module.css";

type TextPairProps = {
  /** The fields are called after it: `title_fr`, `title_en`. */
  name: string;
  labels: Bilingual;
  values: Bilingual;
  lines?: number;
  isFixed?: boolean;
};

/** The same text in both languages, side by side. */
export function TextPair({ name, labels, values, lines = 1, isFixed = false }: TextPairProps) {
  return (
    <div className={styles["pair"]}>
      {locales.map((locale) => {
        const field = {
          name: `${name}_${locale}`,
          label: labels[locale],
          lang: locale,
          defaultValue: values[locale],
          readOnly: isFixed,
        };
        return lines === 1 ? (
          <TextInput key={locale} {...field} />
        ) : (
          <Textarea key={locale} rows={lines} {...field} />
        );
      })}
    </div>
  );
}
