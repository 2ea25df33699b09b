export const faultCodes = [
  "empty_file",
  "encoding",
  "too_large",
  "missing_column",
  "unknown_column",
  "duplicate_column",
  "field_count",
  "unclosed_quote",
  "missing_id",
  "duplicate_id",
  "unknown_id",
  "missing_rows",
  "not_a_number",
  "not_finite",
  "out_of_range",
  "unknown_class",
  "not_one_hot",
  "row_sum",
  "rle",
  "archive",
  "too_costly",
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** One thing to mend in a predictions file. Never depends on a label value.
 * `line` counts physical lines of the unpacked text from 1, the header being 1. */
export type Fault = {
  code: FaultCode;
  line: number | null;
  column: string | null;
  value: string | null;
  message: { en: string; fr: string };
};

export type FaultPlace = { line?: number | null; column?: string | null; value?: string | null };

const listedAtMost = 20;
const shownCharacters = 60;

/** Faults in the order in which they are found: the first twenty in full, all of them counted. */
export class FaultList {
  readonly faults: Fault[] = [];
  total = 0;

  add(code: FaultCode, message: { en: string; fr: string }, place: FaultPlace = {}): void {
    this.total += 1;
    if (this.faults.length >= listedAtMost) return;
    const { line = null, column = null, value = null } = place;
    this.faults.push({ code, line, column: shortened(column), value: shortened(value), message });
  }
}

/** Stops the reading of a file that makes no sense beyond this point. */
export class UnreadableFile extends Error {
  readonly fault: { code: FaultCode; message: { en: string; fr: string }; place: FaultPlace };

  constructor(code: FaultCode, message: { en: string; fr: string }, place: FaultPlace = {}) {
    super(code);
    this.name = "UnreadableFile";
    this.fault = { code, message, place };
  }
}

function shortened(text: string | null): string | null {
  if (text === null || text.length <= shownCharacters) return text;
  return `${text.slice(0, shownCharacters)}…`;
}
