import { jsonDepth } from "#app/limits.ts";

/** What a letter outside of texts does to the depth. */
const depthSteps: Partial<Record<string, 1 | -1>> = { "[": 1, "{": 1, "]": -1, "}": -1 };

/** Whether JSON text is neither deeper nor of more values than allowed: one pass over its letters, before anything is built
 * of them. Says nothing of whether it is JSON.
 * @param values at most so many commas and colons, each of which announces one */
export function isBounded(text: string, values: number): boolean {
  let [depth, count] = [0, 0];
  for (let place = 0; place < text.length; place++) {
    const letter = text[place] ?? "";
    if (letter === '"') place = endOfText(text, place);
    else if (letter === "," || letter === ":") count += 1;
    else depth += depthSteps[letter] ?? 0;
    if (depth > jsonDepth || count > values) return false;
  }
  return true;
}

/** Where the quote stands that ends the text which begins here. */
function endOfText(text: string, start: number): number {
  let place = start + 1;
  while (place < text.length && text[place] !== '"') place += text[place] === "\\" ? 2 : 1;
  return place;
}
