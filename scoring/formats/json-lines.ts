import { UnreadableFile } from "../faults.ts";
import { messages } from "../messages.ts";
import type { RecordSink } from "./csv.ts";

const maxLineLength = 1 << 26;

/** Reads JSON lines piece by piece: one flat object per line, whose keys are the columns. The keys of the first line are
 * given as the header; later lines must have the same ones, in any order. Numbers are passed on as they are written, so
 * that long identifiers keep their digits; null is an empty cell.
 * Source: jsonlines.org; RFC 8259. */
export class JsonLinesReader {
  readonly #sink: RecordSink;
  #header: readonly string[] | null = null;
  #held = "";
  #line = 0;

  constructor(sink: RecordSink) {
    this.#sink = sink;
  }

  /** Reads the next piece of text.
   * @throws UnreadableFile `field_count`, `duplicate_column`, `too_large` */
  push(text: string): void {
    const lines = (this.#held + text).split("\n");
    this.#held = lines.pop() ?? "";
    for (const line of lines) this.#read(line);
    if (this.#held.length > maxLineLength)
      throw new UnreadableFile("too_large", messages.fieldTooLong(), { line: this.#line + 1 });
  }

  /** Ends the file: its last line may lack its end.
   * @throws UnreadableFile as `push` */
  end(): void {
    if (this.#held !== "") this.#read(this.#held);
  }

  #read(text: string): void {
    this.#line += 1;
    if (text.trim() === "") return this.#sink([""], this.#line);
    const cells = this.#cellsOf(text);
    if (this.#header === null) {
      this.#header = [...cells.keys()];
      this.#sink([...this.#header], this.#line);
    }
    const fields = this.#header.flatMap((name) => cells.get(name) ?? []);
    if (fields.length !== this.#header.length || cells.size !== this.#header.length)
      throw new UnreadableFile("field_count", messages.otherKeys(this.#header), { line: this.#line });
    this.#sink(fields, this.#line);
  }

  #cellsOf(text: string): Map<string, string> {
    const cells = new Map<string, string>();
    for (const [name, cell] of flatObject(text) ?? this.#refuse()) {
      if (cells.has(name))
        throw new UnreadableFile("duplicate_column", messages.duplicateColumn(), {
          line: this.#line,
          column: name,
        });
      cells.set(name, cell);
    }
    return cells;
  }

  #refuse(): never {
    throw new UnreadableFile("field_count", messages.notAFlatObject(), { line: this.#line });
  }
}

const opening = /^[ \t\r]*\{[ \t]*/y;
const closing = /\}[ \t\r]*$/y;
const member =
  /[ \t]*("(?:[^"\\]|\\.)*")[ \t]*:[ \t]*("(?:[^"\\]|\\.)*"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|NaN|-?Infinity)[ \t]*(,|(?=\}))/y;

/** The members of an object without nesting; null when the text is anything else. NaN and Infinity, which are not JSON but
 * which Python writes, are let through to be refused as numbers. */
function flatObject(text: string): [string, string][] | null {
  const members: [string, string][] = [];
  let at = endOf(opening, text, 0);
  let mayEnd = true;
  while (at !== null && !(mayEnd && text[at] === "}")) {
    const next = memberAt(text, at);
    if (next === null) return null;
    members.push(next.member);
    ({ at, mayEnd } = next);
  }
  return at === null || endOf(closing, text, at) === null ? null : members;
}

/** One member, where it ends, and whether the object may end there: after a comma another must follow. */
function memberAt(text: string, from: number) {
  member.lastIndex = from;
  const match = member.exec(text);
  if (match === null) return null;
  const [, nameToken = "", cellToken = "", separator] = match;
  const name = stringOf(nameToken);
  const cell = cellOf(cellToken);
  if (name === null || cell === null) return null;
  const read: [string, string] = [name, cell];
  return { member: read, at: member.lastIndex, mayEnd: separator !== "," };
}

function endOf(pattern: RegExp, text: string, from: number): number | null {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : null;
}

function cellOf(token: string): string | null {
  if (token === "null") return "";
  return token.startsWith('"') ? stringOf(token) : token;
}

function stringOf(token: string): string | null {
  try {
    const value: unknown = JSON.parse(token);
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}
