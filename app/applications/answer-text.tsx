import { formatDate } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { tableClass } from "#app/ui/parts.tsx";
import type { Locale } from "#db/vocabulary.ts";
import { filledRows, numberIn } from "./form-check.ts";
import type { Column, Field } from "./form-schema.ts";
import { applicationTexts } from "./texts.ts";
import { amount } from "./use-fault-words.ts";

/** An answer for reading. */
export function AnswerText({ field, value }: { field: Field; value: unknown }) {
  const text = useTexts(applicationTexts).checkPage;
  const locale = useLocale();
  if (field.type === "consent") return <>{value === true ? text.yes : text.empty}</>;
  if (field.type === "table") return <Rows field={field} value={value} />;
  if (field.type === "document" || field.type === "long_text")
    return <>{typeof value === "string" ? value : ""}</>;
  if (field.type !== "choices") return <>{lineText(field, value, locale)}</>;
  const chosen: unknown[] = Array.isArray(value) ? value : [];
  const options = field.options.filter((one) => chosen.includes(one.value));
  return <>{options.map((one) => one.label[locale]).join(", ")}</>;
}

function Rows({ field, value }: { field: Extract<Field, { type: "table" }>; value: unknown }) {
  const locale = useLocale();
  return (
    <table className={tableClass()}>
      <thead>
        <tr>
          {field.columns.map((column) => (
            <th key={column.id} scope="col">
              {column.label[locale]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {filledRows(value).map((row, index) => (
          <tr key={row["row"] ?? index}>
            {field.columns.map((column) => (
              <td key={column.id}>{lineText(column, row[column.id], locale)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function lineText(field: Column, value: unknown, locale: Locale): string {
  if (typeof value !== "string" || value === "") return "";
  if (field.type === "choice")
    return field.options.find((one) => one.value === value)?.label[locale] ?? value;
  if (field.type === "money") {
    const euros = numberIn(value);
    return euros === null ? value : amount(locale, euros);
  }
  if (field.type === "number" && field.unit !== undefined) return `${value}\u00a0${field.unit[locale]}`;
  const isDate = field.type === "date" && /^\d{4}-\d{2}-\d{2}$/.test(value);
  return isDate ? formatDate(locale, new Date(`${value}T12:00:00Z`), "UTC") : value;
}
