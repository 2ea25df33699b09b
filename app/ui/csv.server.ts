import { stringify } from "csv-stringify/sync";

export type CsvCell = string | number | null;

/** What spreadsheets take for a formula: a sign at the beginning, also in full width, also behind blanks. */
const formula = /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/** Rows as CSV that a spreadsheet opens as it is meant: in UTF-8 with a mark, and with an apostrophe before every text that
 * could be taken for a formula. Numbers stay numbers. */
export function csvOf(rows: readonly (readonly CsvCell[])[], delimiter: "," | ";" = ","): string {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === "string" && formula.test(cell) ? `'${cell}` : cell)),
  );
  // By itself the writer quotes line ends of its own kind only.
  return stringify(cells, { delimiter, record_delimiter: "windows", bom: true, quoted_match: /[\r\n]/ });
}
