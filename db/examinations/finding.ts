/** What an examination has found, and in `sentence` what is so or what to do.
 * `wrong`: a process does not start with it. */
export type Finding = { level: "ok" | "to know" | "wrong"; sentence: string };

export function ok(sentence: string): Finding {
  return { level: "ok", sentence };
}

export function toKnow(sentence: string): Finding {
  return { level: "to know", sentence };
}

export function wrong(sentence: string): Finding {
  return { level: "wrong", sentence };
}
