/** The appearance that a person has chosen; null = as the system says. */
export function schemeOf(cookies: string | null): "light" | "dark" | null {
  const chosen = /(?:^|;\s*)scheme=(light|dark)(?:;|$)/.exec(cookies ?? "")?.[1];
  return chosen === "light" || chosen === "dark" ? chosen : null;
}
