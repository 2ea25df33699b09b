import { UnreadableFile } from "../faults.ts";
import { messages } from "../messages.ts";
import { comma } from "./separator.ts";

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

const maxFields = 10_000;
const maxFieldLength = 1 << 20;

/** Told of each record: its fields, and the physical line on which it begins. */
export type RecordSink = (fields: string[], line: number) => void;

/** Reads comma- or tab-separated values (RFC 4180) piece by piece: quoted fields with doubled quotes and line breaks, lines that
 * end with LF or CRLF, a last line with or without its end. An empty line is a record of one empty field.
 * Source: RFC 4180, section 2. */
export class CsvReader {
  readonly #sink: RecordSink;
  readonly #separator: number;
  #fields: string[] = [];
  /** The part of the current field that came with earlier pieces, and of a quoted field all that is behind. */
  #held = "";
  #state: "start" | "plain" | "quoted" | "quote_in_quoted" = "start";
  #line = 1;
  #recordLine = 1;

  /** @param separator character code between two fields */
  constructor(sink: RecordSink, separator = comma) {
    this.#sink = sink;
    this.#separator = separator;
  }

  /** Reads the next piece of text.
   * @throws UnreadableFile `too_large`, `unclosed_quote` */
  push(text: string): void {
    let at = 0;
    while (at < text.length)
      at = this.#state === "quoted" ? this.#readQuoted(text, at) : this.#readPlain(text, at);
    if (this.#held.length > maxFieldLength)
      throw new UnreadableFile("too_large", messages.fieldTooLong(), this.#place());
  }

  /** Ends the file.
   * @throws UnreadableFile `unclosed_quote` */
  end(): void {
    if (this.#state === "quoted")
      throw new UnreadableFile("unclosed_quote", messages.unclosedQuote(), this.#place());
    if (this.#state !== "start" || this.#fields.length > 0) this.#endRecord("");
  }

  /** Reads inside quotation marks, up to and with the next one. */
  #readQuoted(text: string, from: number): number {
    const end = text.indexOf('"', from);
    const stop = end < 0 ? text.length : end;
    for (let at = text.indexOf("\n", from); at >= 0 && at < stop; at = text.indexOf("\n", at + 1))
      this.#line += 1;
    this.#held += text.slice(from, stop);
    if (end < 0) return stop;
    this.#state = "quote_in_quoted";
    return stop + 1;
  }

  /** Reads up to and with the next separator, line end or opening quote. */
  #readPlain(text: string, from: number): number {
    let at = from;
    for (; at < text.length; at++) {
      const character = text.charCodeAt(at);
      if (character === this.#separator) {
        this.#endField(text.slice(from, at));
        return at + 1;
      }
      if (character === lineFeed) {
        this.#line += 1;
        this.#endRecord(text.slice(from, at));
        return at + 1;
      }
      if (character === quote && this.#opensQuote(at === from)) return at + 1;
      if (this.#state === "start") this.#state = "plain";
      else if (this.#state === "quote_in_quoted" && character !== carriageReturn)
        this.#refuseTextAfterQuote();
    }
    this.#held += text.slice(from, at);
    return at;
  }

  /** A quote opens a field at its start, and inside a quoted field a second one stands for itself. */
  #opensQuote(isAtStart: boolean): boolean {
    if (this.#state === "quote_in_quoted" && isAtStart) {
      this.#held += '"';
      this.#state = "quoted";
      return true;
    }
    if (this.#state !== "start") return false;
    this.#state = "quoted";
    return true;
  }

  #endField(last: string): void {
    this.#fields.push(this.#held === "" ? last : this.#held + last);
    this.#held = "";
    this.#state = "start";
    if (this.#fields.length > maxFields)
      throw new UnreadableFile("too_large", messages.tooManyColumns(maxFields), this.#place());
  }

  #endRecord(last: string): void {
    this.#endField(last);
    const lastIndex = this.#fields.length - 1;
    const lastField = this.#fields[lastIndex] ?? "";
    if (lastField.endsWith("\r")) this.#fields[lastIndex] = lastField.slice(0, -1);
    this.#sink(this.#fields, this.#recordLine);
    this.#fields = [];
    this.#recordLine = this.#line;
  }

  #refuseTextAfterQuote(): never {
    throw new UnreadableFile("unclosed_quote", messages.unclosedQuote(), this.#place());
  }

  #place() {
    return { line: this.#recordLine };
  }
}
