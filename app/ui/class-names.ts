/** Joins classes of a style sheet by their names; what is false is left out.
 * @returns a function, since a file has one sheet and many elements */
export function classNamesIn(styles: Readonly<Record<string, string>>) {
  return (...names: (string | false | undefined)[]) =>
    names.flatMap((name) => (name ? [styles[name] ?? ""] : [])).join(" ");
}
