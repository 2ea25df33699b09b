import { useRef, useState } from "react";
import { formatBytes } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { buttonClass } from "#app/ui/parts.tsx";
import styles from "./fields.module.css";
import type { FormContext } from "./field-input.tsx";
import { ErrorLine } from "./field-shell.tsx";
import type { Field } from "./form-schema.ts";
import { sendDocument } from "./send-document.ts";
import { applicationTexts } from "./texts.ts";

type DocumentInputProps = {
  id: string;
  field: Extract<Field, { type: "document" }>;
  value: string;
  context: FormContext;
  onRemove: () => void;
};

/** A PDF of the application: chosen, sent straight to the object store, and checked there. */
export function DocumentInput({ id, field, value, context, onRemove }: DocumentInputProps) {
  const text = useTexts(applicationTexts).document;
  const locale = useLocale();
  const [share, setShare] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const document = context.documents.find((one) => one.id === value);
  const choose = async (file: File | undefined) => {
    if (file === undefined || context.code === null) return;
    setTrouble(null);
    setShare(0);
    const outcome = await sendDocument({
      code: context.code,
      field,
      file,
      onProgress: setShare,
      onState: context.onDocument,
    });
    setShare(null);
    const faults: Record<string, string> = text.faults;
    if (outcome !== null) setTrouble(faults[outcome] ?? text.lost);
  };
  const percent = `${String(Math.round((share ?? 0) * 100))}${locale === "fr" ? "\u00a0" : ""}%`;
  return (
    <div>
      <p className={styles["help"]}>
        {text.limits(formatBytes(locale, field.maxMegabytes * 1e6), field.maxPages ?? null)}
      </p>
      <div aria-live="polite">
        {document === undefined ? null : <DocumentFile document={document} code={context.code} />}
        {share === null ? null : <p className="secondary">{text.sending(percent)}</p>}
        {trouble === null ? null : <ErrorLine>{trouble}</ErrorLine>}
      </div>
      {context.isFixed ? null : (
        <p style={{ marginTop: 8, display: "flex", gap: 12, flexWrap: "wrap" }}>
          <label className={buttonClass(false)} htmlFor={id}>
            {document === undefined ? text.choose : text.replace}
          </label>
          <input
            ref={input}
            id={id}
            type="file"
            accept="application/pdf,.pdf"
            className="visually-hidden"
            disabled={context.code === null}
            onChange={(event) => {
              void choose(event.currentTarget.files?.[0]);
              event.currentTarget.value = "";
            }}
          />
          {document === undefined ? null : (
            <button
              type="button"
              className={buttonClass(false)}
              onClick={() => {
                onRemove();
                // This button goes with the document: the focus stays at the question.
                input.current?.focus();
              }}
            >
              {text.remove}
            </button>
          )}
        </p>
      )}
    </div>
  );
}

type FileFacts = {
  id: string;
  fileName: string;
  sizeBytes: number;
  pages: number | null;
  state?: string;
  fault?: string | null;
};

/** A document's name with what the server has found of it. */
export function DocumentFile({ document, code }: { document: FileFacts; code: string | null }) {
  const text = useTexts(applicationTexts).document;
  const locale = useLocale();
  const { state = "accepted", fault = null, pages } = document;
  const faults: Record<string, string> = text.faults;
  const facts = [formatBytes(locale, document.sizeBytes), ...(pages === null ? [] : [text.pages(pages)])];
  return (
    <div className={styles["file"]}>
      <div>
        <span className="mono">{document.fileName}</span>
        <div className="secondary">{state === "checking" ? text.checking : facts.join(" · ")}</div>
        {state === "refused" ? <ErrorLine>{faults[fault ?? ""] ?? text.faults.unreadable}</ErrorLine> : null}
      </div>
      {state === "accepted" && code !== null ? (
        <a href={`/document/${document.id}`} target="_blank" rel="noreferrer">
          {text.view}
        </a>
      ) : null}
    </div>
  );
}
