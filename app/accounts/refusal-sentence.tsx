import type { ReactNode } from "react";
import { Notice } from "#app/ui/parts.tsx";
import type { Refusal } from "./refusal.ts";

type RefusalSentenceProps = {
  refusal: Refusal | undefined;
  /** By code. */
  sentences: Readonly<Record<string, string>>;
  /** Where no sentence speaks of the code. */
  otherwise: string;
  level?: 2 | 3;
  /** What the sentence alone does not say. */
  children?: ReactNode;
};

/** Why something was refused, in the words of the feature that asked; nothing when nothing was. */
export function RefusalSentence({ refusal, sentences, otherwise, level, children }: RefusalSentenceProps) {
  if (refusal === undefined) return null;
  return (
    <Notice kind="error" level={level} title={sentences[refusal.code] ?? otherwise}>
      {children}
    </Notice>
  );
}

/** The place in a file or form that a refusal names, with what is wrong there. */
export function RefusedPlace({ refusal }: { refusal: Refusal | undefined }) {
  const { path, message } = refusal?.details ?? {};
  if (typeof message !== "string") return null;
  return (
    <p className="mono">
      {path} {message}
    </p>
  );
}
