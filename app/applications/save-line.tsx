import { IconAlertCircle, IconCloudCheck, IconCloudUpload } from "@tabler/icons-react";
import { formatTime } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import styles from "./applications.module.css";
import type { SyncState } from "./draft-sync.ts";
import { applicationTexts } from "./texts.ts";

type SaveLineProps = { state: SyncState; present: number; timeZone: string; onRetry: () => void };

/** Whether what is written is saved: a calm line, which only speaks up when it is not. */
export function SaveLine({ state, present, timeZone, onRetry }: SaveLineProps) {
  const text = useTexts(applicationTexts).save;
  const locale = useLocale();
  const isTrouble = state.kind === "offline" || state.kind === "signed_out" || state.kind === "refused";
  const Icon = isTrouble ? IconAlertCircle : state.kind === "saved" ? IconCloudCheck : IconCloudUpload;
  const savedAt = state.kind === "saved" && state.at !== null ? formatTime(locale, state.at, timeZone) : null;
  const sentence =
    state.kind === "saved" ? (savedAt === null ? text.never : text.saved(savedAt)) : text[state.kind];
  return (
    <div
      className={`${styles["saveLine"] ?? ""} ${isTrouble ? (styles["trouble"] ?? "") : ""}`}
      aria-live="polite"
      data-state={state.kind}
    >
      <Icon size={18} stroke={1.6} aria-hidden />
      <span>
        {sentence}
        {present > 1 && !isTrouble ? `, ${text.people(present)}` : ""}
      </span>
      {state.kind === "signed_out" ? (
        <a href={localizedPath(locale, "/sign-in")} target="_blank" rel="noreferrer">
          {text.signIn}
        </a>
      ) : null}
      {isTrouble && state.kind !== "refused" ? (
        <button type="button" className={styles["plainButton"]} onClick={onRetry}>
          {text.retry}
        </button>
      ) : null}
    </div>
  );
}
