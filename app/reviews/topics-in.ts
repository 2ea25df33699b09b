/** The topics of an application: the values that were chosen among given ones, several at a time. */
export function topicsIn(answers: Readonly<Record<string, unknown>>): string[] {
  return Object.values(answers).flatMap((value) =>
    Array.isArray(value) ? value.filter((one) => typeof one === "string") : [],
  );
}
