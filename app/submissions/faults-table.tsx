import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Notice, numberClass, tableClass, TableScroll } from "#app/ui/parts.tsx";
import type { Fault } from "#scoring/faults.ts";
import styles from "./submissions.module.css";
import { submissionTexts } from "./texts.ts";

/** What is wrong with a file and how to mend it, line by line. */
export function FaultsTable({
  faults,
  total,
  title,
}: {
  faults: readonly Fault[];
  total: number;
  title?: string;
}) {
  const text = useTexts(submissionTexts);
  const locale = useLocale();
  return (
    <>
      <Notice kind="error" title={title ?? text.faulty(total)}>
        <p>
          {text.faultyMore} {total > faults.length ? text.onlyFirst(faults.length) : null}
        </p>
      </Notice>
      <TableScroll label={text.mend}>
        <table className={tableClass()}>
          <thead>
            <tr>
              <th scope="col" className={numberClass()}>
                {text.line}
              </th>
              <th scope="col">{text.column}</th>
              <th scope="col">{text.value}</th>
              <th scope="col">{text.mend}</th>
            </tr>
          </thead>
          <tbody>
            {faults.map((fault, index) => (
              <tr key={`${fault.code}${String(fault.line)}${String(index)}`}>
                <td className={numberClass()}>{fault.line ?? "–"}</td>
                <td className="mono">{fault.column ?? "–"}</td>
                <td>
                  {fault.value === null || fault.value === "" ? (
                    "–"
                  ) : (
                    <span className={`mono ${styles["faultValue"] ?? ""}`}>{fault.value}</span>
                  )}
                </td>
                <td>{fault.message[locale]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <p>
        <a href={faultList(faults, locale)} download="faults.csv">
          {text.faultList}
        </a>
      </p>
    </>
  );
}

/** The faults as a small file that the browser makes itself. */
function faultList(faults: readonly Fault[], locale: "fr" | "en"): string {
  // A leading apostrophe keeps a spreadsheet from taking a value for a formula.
  const cell = (text: string) => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
  const lines = faults.map((fault) =>
    [String(fault.line ?? ""), fault.column ?? "", fault.value ?? "", fault.code, fault.message[locale]]
      .map(cell)
      .join(","),
  );
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`line,column,value,code,message\n${lines.join("\n")}\n`)}`;
}
