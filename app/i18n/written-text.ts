import { z } from "zod";

/** Characters that leave no ink: spaces of every kind, controls, formatting, and letters that are drawn as nothing (the
 * fillers of Hangul, the empty pattern of Braille). */
const inkless = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}]/u;
const anyInk = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}]/u;
const invisible = /(?!\s)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}]/gu;

/** At the end of a text these belong to what stands before them: the form of an emoji, the end of a direction. */
const closing = /[\uFE0E\uFE0F\u061C\u200E\u200F\u202C\u2069\u{E0020}-\u{E007F}]/u;

/** Whether nothing of a text can be seen. */
export function isBlank(text: string): boolean {
  return !anyInk.test(text);
}

/** A text without what cannot be seen at its beginning and end; empty when none of it can be. */
export function withoutBlankEdges(text: string): string {
  if (isBlank(text)) return "";
  // Character by character: a pattern that looks for the end tries again from every blank of a long text.
  let from = 0;
  while (inkless.test(characterAt(text, from))) from += characterAt(text, from).length;
  let to = text.length;
  for (let last = lastCharacter(text, to); isTrailing(last); last = lastCharacter(text, to))
    to -= last.length;
  return text.slice(from, to);
}

/** A text without the characters that are drawn as nothing and take no room; spaces stay. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, "");
}

/** How many characters of a text can be seen, any run of spaces counting as one. */
export function visibleLength(text: string): number {
  return withoutBlankEdges(withoutInvisible(text)).replace(/\s+/gu, " ").length;
}

/** What a person writes, in a form: without blank edges, so that `min(1)` asks for something to read. */
export function writtenText() {
  return z.string().overwrite(withoutBlankEdges);
}

/** What a person writes on one line: line breaks and runs of spaces are one space, accents are with their letters. */
export function line() {
  return z.string().overwrite((text) => withoutBlankEdges(text).normalize("NFC").replace(/\s+/gu, " "));
}

function isTrailing(character: string): boolean {
  return inkless.test(character) && !closing.test(character);
}

function characterAt(text: string, index: number): string {
  return String.fromCodePoint(text.codePointAt(index) ?? 0x20);
}

function lastCharacter(text: string, end: number): string {
  const isPair = end > 1 && /[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(end - 2, end));
  return text.slice(end - (isPair ? 2 : 1), end);
}
