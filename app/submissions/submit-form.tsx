import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { formatBytes, formatNumber } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Actions, buttonClass, Notice } from "#app/ui/parts.tsx";
import { DropZone } from "./drop-zone.tsx";
import { FaultsTable } from "./faults-table.tsx";
import { Interrupted } from "./interrupted-uploads.tsx";
import styles from "./submissions.module.css";
import type { Progress } from "./send-file.ts";
import { refusalWords, submissionRefusalTexts } from "./texts-refusals.ts";
import { submissionTexts } from "./texts.ts";
import {
  useFileSending,
  type Refused,
  type Stage,
  type SubmitFormProps,
  type UnfinishedUpload,
} from "./use-file-sending.ts";

/** Choose, check, send: nothing leaves the browser before the file is without fault. */
export function SubmitForm(props: SubmitFormProps) {
  const text = useTexts(submissionTexts);
  const [note, setNote] = useState("");
  const { stage, refused, choose, send, remove, cancel } = useFileSending(props);
  const isSound = stage.kind === "checked" && stage.outcome.status === "accepted";
  return (
    <>
      <DropZone maxFileBytes={props.maxFileBytes} onFile={(file) => void choose(file)} />
      {stage.kind === "empty" ? <Interrupted slug={props.slug} unfinished={props.unfinished} /> : null}
      {stage.kind === "empty" ? null : <ChosenFile stage={stage} onRemove={remove} />}
      <div aria-live="polite">
        {refused === null ? <CheckOutcome stage={stage} /> : <RefusedNotice refused={refused} />}
      </div>
      {props.sampleId === null ? null : (
        <p>
          <a href={`/download/${props.sampleId}`}>{text.sampleLink}</a>
        </p>
      )}
      <NoteField note={note} onChange={setNote} />
      {stage.kind === "sending" ? (
        <SendingBar progress={stage.progress} onCancel={cancel} />
      ) : (
        <Actions>
          <button
            type="button"
            className={buttonClass(true)}
            aria-disabled={!isSound}
            aria-describedby="send-help"
            onClick={() => {
              if (isSound) void send(stage, note);
            }}
          >
            {isBegun(stage, props.unfinished) ? text.goOn : text.send}
          </button>
          <span id="send-help" className="secondary">
            {isSound ? null : text.sendWaits}
          </span>
        </Actions>
      )}
    </>
  );
}

/** Whether an earlier page has begun to send the very file that was chosen. */
function isBegun(stage: Stage, unfinished: readonly UnfinishedUpload[]): boolean {
  return stage.kind === "checked" && unfinished.some((upload) => upload.sha256 === stage.sha256);
}

function CheckOutcome({ stage }: { stage: Stage }) {
  const text = useTexts(submissionTexts);
  if (stage.kind === "checking") return <p>{text.checking}</p>;
  if (stage.kind !== "checked") return null;
  if (stage.outcome.status === "rejected")
    return <FaultsTable faults={stage.outcome.faults} total={stage.outcome.total} />;
  return (
    <Notice kind="success" title={text.sound}>
      <p>{text.soundMore}</p>
    </Notice>
  );
}

function ChosenFile({ stage, onRemove }: { stage: Exclude<Stage, { kind: "empty" }>; onRemove: () => void }) {
  const text = useTexts(submissionTexts);
  const locale = useLocale();
  const size = formatBytes(locale, stage.file.size);
  const checked =
    stage.kind === "checked" && stage.outcome.status === "accepted" ? stage.outcome.predictions.rows : null;
  const seconds = stage.kind === "checked" ? formatNumber(locale, stage.seconds, 2) : "";
  return (
    <div className={styles["file"]}>
      <div>
        <span className="mono">{stage.file.name}</span>
        <div className="secondary">
          {checked === null ? size : text.checkedFacts(formatNumber(locale, checked), size, seconds)}
        </div>
      </div>
      {stage.kind === "sending" ? null : (
        <button type="button" className={buttonClass(false)} onClick={onRemove}>
          <IconX size={18} stroke={1.6} aria-hidden /> {text.remove}
        </button>
      )}
    </div>
  );
}

function NoteField({ note, onChange }: { note: string; onChange: (note: string) => void }) {
  const text = useTexts(submissionTexts);
  return (
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
          onChange(event.target.value);
        }}
      />
    </div>
  );
}

function RefusedNotice({ refused }: { refused: Refused }) {
  const [title, advice] = refusalWords(useTexts(submissionRefusalTexts), refused.code);
  if (refused.faults !== undefined)
    return <FaultsTable faults={refused.faults} total={refused.total ?? refused.faults.length} />;
  return (
    <Notice kind="error" title={title}>
      <p>{advice}</p>
    </Notice>
  );
}

function SendingBar({ progress, onCancel }: { progress: Progress; onCancel: () => void }) {
  const text = useTexts(submissionTexts);
  const percent = Math.floor(progress.share * 100);
  const state = progress.isWaiting
    ? text.waiting(percent)
    : percent === 100
      ? text.arriving
      : text.sending(percent);
  return (
    <div>
      <div
        className={styles["progress"]}
        role="progressbar"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-label={state}
      >
        <div style={{ width: `${String(percent)}%` }} />
      </div>
      <Actions>
        <span>{state}</span>
        <button type="button" className={buttonClass(false)} onClick={onCancel}>
          {text.cancel}
        </button>
      </Actions>
    </div>
  );
}
