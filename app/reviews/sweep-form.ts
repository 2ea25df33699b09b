import type { DeclaredLine } from "./declare-interests.server.ts";

/** Names of the fields of one line of the list. */
export const tieField = (key: string) => `tie|${key}`;
export const natureField = (key: string) => `nature|${key}`;

/** The lines that a posted list of names answers; a line without an answer is left out. */
export function linesIn(form: FormData): DeclaredLine[] {
  return [...form].flatMap(([name, value]) => {
    const [kind, ...rest] = name.split("|");
    if (kind !== "tie" || (value !== "yes" && value !== "no")) return [];
    const key = rest.join("|");
    const nature = form.get(natureField(key));
    return [{ key, hasTie: value === "yes", nature: typeof nature === "string" ? nature.slice(0, 500) : "" }];
  });
}
