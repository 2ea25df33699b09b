import { useEffect, useState } from "react";
import { IconPlus } from "@tabler/icons-react";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { buttonClass } from "#app/ui/parts.tsx";
import styles from "./applications.module.css";
import fieldStyles from "./fields.module.css";
import { filledRows, totalOf, type TableRow } from "./form-check.ts";
import type { Column, Field } from "./form-schema.ts";
import { TextControl } from "./text-control.tsx";
import { applicationTexts } from "./texts.ts";
import { amount } from "./use-fault-words.ts";

type Table = Extract<Field, { type: "table" }>;
type TableInputProps = {
  field: Table;
  value: unknown;
  onChange: (rows: TableRow[]) => void;
  isFixed: boolean;
};

/** A repeating group: rows of the same few questions. */
export function TableInput({ field, value, onChange, isFixed }: TableInputProps) {
  const text = useTexts(applicationTexts);
  const rows = shownRows(field, value);
  const goToRow = useRowFocus(field);
  const change = (at: number, column: string, typed: string) => {
    onChange(rows.map((row, index) => (index === at ? { ...row, [column]: typed } : row)));
  };
  return (
    <>
      <ol className={fieldStyles["rows"]}>
        {rows.map((row, index) => (
          <li key={row["row"] ?? index} className={fieldStyles["tableRow"]}>
            <div className={fieldStyles["rowHead"]}>
              <span>{text.row(index + 1)}</span>
              {isFixed || rows.length === 1 ? null : (
                <button
                  type="button"
                  className={styles["plainButton"]}
                  onClick={() => {
                    onChange(rows.filter((_, other) => other !== index));
                    goToRow(Math.min(index + 1, rows.length - 1));
                  }}
                >
                  {text.removeRow(index + 1)}
                </button>
              )}
            </div>
            <div className={fieldStyles["cells"]}>
              {field.columns.map((column) => (
                <Cell
                  key={column.id}
                  id={cellId(field, index + 1, column)}
                  column={column}
                  value={row[column.id] ?? ""}
                  isFixed={isFixed}
                  onChange={(typed) => {
                    change(index, column.id, typed);
                  }}
                />
              ))}
            </div>
          </li>
        ))}
      </ol>
      {isFixed || rows.length >= field.maxRows ? null : (
        <button
          type="button"
          className={buttonClass(false)}
          onClick={() => {
            onChange([...rows, { row: newRowName() }]);
            goToRow(rows.length + 1);
          }}
        >
          <IconPlus size={18} stroke={1.8} aria-hidden /> {text.addRow}
        </button>
      )}
      <Total field={field} value={value} />
    </>
  );
}

const cellId = (field: Table, row: number, column: Column | undefined) =>
  `field-${field.id}-${String(row)}-${column?.id ?? ""}`;

/** Puts the focus into a row once it is on the page: a new one is filled in next, and a removed one takes its button,
 * where the focus was, with it. */
function useRowFocus(field: Table): (row: number) => void {
  const [wanted, setWanted] = useState<number | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    document.getElementById(cellId(field, wanted, field.columns[0]))?.focus();
    setWanted(null);
  }, [wanted, field]);
  return setWanted;
}

function Cell(props: {
  id: string;
  column: Column;
  value: string;
  isFixed: boolean;
  onChange: (typed: string) => void;
}) {
  const { id, column, value, isFixed, onChange } = props;
  const text = useTexts(applicationTexts);
  const locale = useLocale();
  return (
    <div className={fieldStyles["cell"]}>
      <label className={fieldStyles["label"]} htmlFor={id}>
        {column.label[locale]} {column.optional ? <span className="secondary">{text.optional}</span> : null}
      </label>
      {column.type === "choice" ? (
        <select
          id={id}
          className={fieldStyles["input"]}
          value={value}
          disabled={isFixed}
          onChange={(event) => {
            onChange(event.currentTarget.value);
          }}
        >
          <option value="">{text.choose}</option>
          {column.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label[locale]}
            </option>
          ))}
        </select>
      ) : (
        <TextControl id={id} field={column} value={value} isFixed={isFixed} onChange={onChange} />
      )}
    </div>
  );
}

function Total({ field, value }: { field: Table; value: unknown }) {
  const text = useTexts(applicationTexts);
  const locale = useLocale();
  if (field.total === undefined) return null;
  const total = totalOf(field, filledRows(value));
  return (
    <p className={fieldStyles["total"]} aria-live="polite">
      {text.totalOf(amount(locale, total), amount(locale, field.total.max))}
    </p>
  );
}

/** The rows as they are kept, and an empty one where there is none. */
function shownRows(field: Table, value: unknown): TableRow[] {
  const rows: TableRow[] = Array.isArray(value) ? value : [];
  const least = Math.max(1, field.minRows);
  // An empty row gets its lasting name when it is first written in.
  const empty = Array.from({ length: Math.max(0, least - rows.length) }, (_, n) => ({
    row: `new${String(n)}`,
  }));
  return [...rows, ...empty];
}

function newRowName(): string {
  return Math.random().toString(36).slice(2, 10);
}
