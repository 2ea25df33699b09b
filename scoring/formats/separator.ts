export const comma = 44;
const tab = 9;

/** The character code that separates the fields of a header, quoted parts apart: a tab where the line has tabs and no
 * comma, else a comma; null when it has neither. */
export function separatorOf(start: string): number | null {
  const header = (/^(?:"(?:[^"]|"")*"|[^"\n])*/.exec(start)?.[0] ?? "").replaceAll(/"(?:[^"]|"")*"/g, "");
  if (header.includes(",")) return comma;
  return header.includes("\t") ? tab : null;
}
