import { useRef, useState } from "react";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale } from "#app/i18n/text.ts";
import { useNavigate } from "#app/remix.ts";
import type { CheckedFile } from "#scoring/predictions.ts";
import type { Progress, Sent } from "./send-file.ts";

export type SubmitFormProps = {
  slug: string;
  specification: string;
  maxFileBytes: number;
  sampleId: string | null;
  /** Large files of this person that an earlier page has begun to send. */
  unfinished: readonly UnfinishedUpload[];
};

export type UnfinishedUpload = { id: string; fileName: string; sizeBytes: number; sha256: string };

export type Refused = Exclude<Sent, { id: string }>;

/** What the form is doing with the file that was chosen. */
export type Stage =
  | { kind: "empty" }
  | { kind: "checking"; file: File }
  | { kind: "checked"; file: File; outcome: CheckedFile; sha256: string | null; seconds: number }
  | { kind: "sending"; file: File; progress: Progress };

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
    const checked = await checkInBrowser(file, { specification, slug, maxBytes: maxFileBytes });
    setStage({ kind: "checked", file, ...checked, seconds: (performance.now() - startedAt) / 1000 });
  };

  const send = async (checked: Extract<Stage, { kind: "checked" }>, note: string) => {
    const { file } = checked;
    const { sendFile } = await import("./send-file.ts");
    const sha256 = async () => checked.sha256 ?? (await import("./check-in-browser.ts")).sha256Of(file);
    sending.current = new AbortController();
    const { signal } = sending.current;
    const onProgress = (progress: Progress) => {
      if (!signal.aborted) setStage({ kind: "sending", file, progress });
    };
    onProgress({ share: 0, isWaiting: false });
    try {
      const sent = await sendFile({ file, sha256, slug, note, onProgress, signal });
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
