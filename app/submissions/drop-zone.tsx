import { IconFileUpload } from "@tabler/icons-react";
import { useRef, useState, type DragEvent } from "react";
import { formatBytes } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { buttonClass } from "#app/ui/parts.tsx";
import styles from "./submissions.module.css";
import { submissionTexts } from "./texts.ts";

/** Where a file is dropped or chosen; nothing is sent from here. */
export function DropZone({ maxFileBytes, onFile }: { maxFileBytes: number; onFile: (file: File) => void }) {
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
