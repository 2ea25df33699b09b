import { IconAlertCircle, IconCloudCheck, IconCloudUpload } from "@tabler/icons-react";
import { formatTime } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import styles from "./applications.module.css";
import type { SyncState } from "./draft-sync.ts";
import { applicationTexts } from "./texts.ts";

type SaveLineProps = { state: SyncState; present: number; timeZone: string; onRetry: () => void };

const troubles: ReadonlySet<SyncState["kind"]> = new Set(["offline", "signed_out", "refused"]);

/** Whether what is written is saved: a calm line, which only speaks up when it is not. */
export function SaveLine({ state, present, timeZone, onRetry }: SaveLineProps) {
  const text = useTexts(applicationTexts).save;
  const locale = useLocale();
  const isTrouble = troubles.has(state.kind);
  const Icon = isTrouble ? IconAlertCircle : state.kind === "saved" ? IconCloudCheck : IconCloudUpload;
  const savedAt = state.kind === "saved" ? state.at : null;
  const sentence =
    savedAt === null ? restingWords(text, state) : text.saved(formatTime(locale, savedAt, timeZone));
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
      {isTrouble ? <Remedy state={state} onRetry={onRetry} /> : null}
    </div>
  );
}

/** What to do when text is not saved. */
function Remedy({ state, onRetry }: Pick<SaveLineProps, "state" | "onRetry">) {
  const text = useTexts(applicationTexts).save;
  const locale = useLocale();
  if (state.kind === "refused") return null;
  return (
    <>
      {state.kind === "signed_out" ? (
        <a href={localizedPath(locale, "/sign-in")} target="_blank" rel="noreferrer">
          {text.signIn}
        </a>
      ) : null}
      <button type="button" className={styles["plainButton"]} onClick={onRetry}>
        {text.retry}
      </button>
    </>
  );
}

type SaveTexts = (typeof applicationTexts)["en"]["save"];

function restingWords(text: SaveTexts, state: SyncState): string {
  return state.kind === "saved" ? text.never : text[state.kind];
}
