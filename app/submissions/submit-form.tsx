import { IconFileUpload, IconX } from "@tabler/icons-react";
import { useRef, useState, type DragEvent } from "react";
import { formatBytes, formatNumber } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { useNavigate } from "#app/remix.ts";
import { Actions, buttonClass, Notice } from "#app/ui/parts.tsx";
import type { CheckedFile } from "#scoring/predictions.ts";
import { FaultsTable } from "./faults-table.tsx";
import type { Sent } from "./send-file.ts";
import styles from "./submissions.module.css";
import { submissionTexts } from "./texts.ts";

export type SubmitFormProps = {
  slug: string;
  specification: string;
  maxFileBytes: number;
  sampleId: string | null;
};

/** What the form is doing with the file that was chosen. */
type Stage =
  | { kind: "empty" }
  | { kind: "checking"; file: File }
  | { kind: "checked"; file: File; outcome: CheckedFile; seconds: number }
  | { kind: "sending"; file: File; share: number };

/** Choose, check, send: nothing leaves the browser before the file is without fault. */
export function SubmitForm({ slug, specification, maxFileBytes, sampleId }: SubmitFormProps) {
  const text = useTexts(submissionTexts);
  const locale = useLocale();
  const navigate = useNavigate();
  const [stage, setStage] = useState<Stage>({ kind: "empty" });
  const [refused, setRefused] = useState<Exclude<Sent, { id: string }> | null>(null);
  const [note, setNote] = useState("");
  const sending = useRef<AbortController | null>(null);

  const choose = async (file: File) => {
    setRefused(null);
    setStage({ kind: "checking", file });
    const startedAt = performance.now();
    const { checkInBrowser } = await import("./check-in-browser.ts");
    const outcome = await checkInBrowser(file, { specification, slug, maxBytes: maxFileBytes });
    setStage({ kind: "checked", file, outcome, seconds: (performance.now() - startedAt) / 1000 });
  };

  const send = async (file: File, checked: Stage) => {
    const { sendFile } = await import("./send-file.ts");
    sending.current = new AbortController();
    setStage({ kind: "sending", file, share: 0 });
    try {
      const onProgress = (share: number) => {
        setStage({ kind: "sending", file, share });
      };
      const sent = await sendFile({ file, slug, note, onProgress, signal: sending.current.signal });
      if ("id" in sent) navigate(localizedPath(locale, `/challenges/${slug}/submissions/${sent.id}`));
      else {
        setRefused(sent);
        setStage(checked);
      }
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      setStage(checked);
    }
  };

  const isSound = stage.kind === "checked" && stage.outcome.status === "accepted";
  return (
    <>
      <DropZone maxFileBytes={maxFileBytes} onFile={(file) => void choose(file)} />
      {stage.kind === "empty" ? null : (
        <ChosenFile
          stage={stage}
          onRemove={() => {
            setStage({ kind: "empty" });
          }}
        />
      )}
      <div aria-live="polite">
        {stage.kind === "checking" ? <p>{text.checking}</p> : null}
        {isSound && refused === null ? (
          <Notice kind="success" title={text.sound}>
            <p>{text.soundMore}</p>
          </Notice>
        ) : null}
        {refused === null ? null : <RefusedNotice refused={refused} />}
        {stage.kind === "checked" && stage.outcome.status === "rejected" ? (
          <FaultsTable faults={stage.outcome.faults} total={stage.outcome.total} />
        ) : null}
      </div>
      {sampleId === null ? null : (
        <p>
          <a href={`/download/${sampleId}`}>{text.sampleLink}</a>
        </p>
      )}
      <div className={styles["field"]}>
        <label htmlFor="note">
          {text.note} <span className="secondary">{text.optional}</span>
        </label>
        <span className="secondary" id="note-help">
          {text.noteHelp}
        </span>
        <input
          id="note"
          value={note}
          maxLength={500}
          aria-describedby="note-help"
          onChange={(event) => {
            setNote(event.target.value);
          }}
        />
      </div>
      {stage.kind === "sending" ? (
        <SendingBar share={stage.share} onCancel={() => sending.current?.abort()} />
      ) : (
        <Actions>
          <button
            type="button"
            className={buttonClass(true)}
            aria-disabled={!isSound}
            aria-describedby="send-help"
            onClick={() => {
              if (isSound) void send(stage.file, stage);
            }}
          >
            {text.send}
          </button>
          <span id="send-help" className="secondary">
            {isSound ? null : text.sendWaits}
          </span>
        </Actions>
      )}
    </>
  );

  function ChosenFile({
    stage: chosen,
    onRemove,
  }: {
    stage: Exclude<Stage, { kind: "empty" }>;
    onRemove: () => void;
  }) {
    const rows =
      chosen.kind === "checked" && chosen.outcome.status === "accepted"
        ? chosen.outcome.predictions.rows
        : null;
    const size = formatBytes(locale, chosen.file.size);
    const facts =
      chosen.kind === "checked" && rows !== null
        ? text.checkedFacts(formatNumber(locale, rows), size, formatNumber(locale, chosen.seconds, 2))
        : size;
    return (
      <div className={styles["file"]}>
        <div>
          <span className="mono">{chosen.file.name}</span>
          <div className="secondary">{facts}</div>
        </div>
        <button type="button" className={buttonClass(false)} onClick={onRemove}>
          <IconX size={18} stroke={1.6} aria-hidden /> {text.remove}
        </button>
      </div>
    );
  }
}

function DropZone({ maxFileBytes, onFile }: { maxFileBytes: number; onFile: (file: File) => void }) {
  const text = useTexts(submissionTexts);
  const locale = useLocale();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) onFile(file);
  };
  const take = (file: File | undefined) => {
    if (file !== undefined) onFile(file);
    // So that choosing the same file again, after mending it, is noticed.
    if (input.current !== null) input.current.value = "";
  };
  return (
    // The button inside does the same by keyboard.
    <div
      className={styles["drop"]}
      role="group"
      aria-label={text.choose}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => {
        setIsOver(false);
      }}
      onDrop={drop}
    >
      <IconFileUpload size={32} stroke={1.4} aria-hidden />
      <div>
        <p>
          <strong>{text.drop}</strong>
        </p>
        <p className="secondary">{text.formats(formatBytes(locale, maxFileBytes))}</p>
      </div>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        aria-label={text.choose}
        tabIndex={-1}
        onChange={(event) => {
          take(event.target.files?.[0]);
        }}
      />
      <button type="button" className={buttonClass(false)} onClick={() => input.current?.click()}>
        {text.choose}
      </button>
    </div>
  );
}

function RefusedNotice({ refused }: { refused: Exclude<Sent, { id: string }> }) {
  const text = useTexts(submissionTexts);
  if (refused.faults !== undefined)
    return <FaultsTable faults={refused.faults} total={refused.total ?? refused.faults.length} />;
  const [title, advice] = text.cannot[refused.code] ?? text.cannot["other"] ?? ["", ""];
  return (
    <Notice kind="error" title={title}>
      <p>{advice}</p>
    </Notice>
  );
}

function SendingBar({ share, onCancel }: { share: number; onCancel: () => void }) {
  const text = useTexts(submissionTexts);
  const percent = Math.round(share * 100);
  return (
    <div>
      <div
        className={styles["progress"]}
        role="progressbar"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-label={text.sending(percent)}
      >
        <div style={{ width: `${String(percent)}%` }} />
      </div>
      <Actions>
        <span>{text.sending(percent)}</span>
        <button type="button" className={buttonClass(false)} onClick={onCancel}>
          {text.cancel}
        </button>
      </Actions>
    </div>
  );
}
