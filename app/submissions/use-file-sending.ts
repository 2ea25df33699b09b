import { useRef, useState } from "react";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale } from "#app/i18n/text.ts";
import { useNavigate } from "#app/remix.ts";
import type { CheckedFile } from "#scoring/predictions.ts";
import type { Sent } from "./send-file.ts";

export type SubmitFormProps = {
  slug: string;
  specification: string;
  maxFileBytes: number;
  sampleId: string | null;
};

export type Refused = Exclude<Sent, { id: string }>;

/** What the form is doing with the file that was chosen. */
export type Stage =
  | { kind: "empty" }
  | { kind: "checking"; file: File }
  | { kind: "checked"; file: File; outcome: CheckedFile; seconds: number }
  | { kind: "sending"; file: File; share: number };

/** The way of a file through the form: chosen, checked in the browser, sent, and on to its page. */
export function useFileSending({ slug, specification, maxFileBytes }: SubmitFormProps) {
  const locale = useLocale();
  const navigate = useNavigate();
  const [stage, setStage] = useState<Stage>({ kind: "empty" });
  const [refused, setRefused] = useState<Refused | null>(null);
  const sending = useRef<AbortController | null>(null);

  const choose = async (file: File) => {
    setRefused(null);
    setStage({ kind: "checking", file });
    const startedAt = performance.now();
    const { checkInBrowser } = await import("./check-in-browser.ts");
    const outcome = await checkInBrowser(file, { specification, slug, maxBytes: maxFileBytes });
    setStage({ kind: "checked", file, outcome, seconds: (performance.now() - startedAt) / 1000 });
  };

  const send = async (checked: Extract<Stage, { kind: "checked" }>, note: string) => {
    const { file } = checked;
    const { sendFile } = await import("./send-file.ts");
    sending.current = new AbortController();
    const onProgress = (share: number) => {
      setStage({ kind: "sending", file, share });
    };
    onProgress(0);
    try {
      const sent = await sendFile({ file, slug, note, onProgress, signal: sending.current.signal });
      if ("id" in sent) {
        navigate(localizedPath(locale, `/challenges/${slug}/submissions/${sent.id}`));
        return;
      }
      setRefused(sent);
    } catch (error) {
      // Cancelled: the file stays where it was.
      if (!(error instanceof DOMException)) throw error;
    }
    setStage(checked);
  };

  const remove = () => {
    setStage({ kind: "empty" });
  };
  return { stage, refused, choose, send, remove, cancel: () => sending.current?.abort() };
}
