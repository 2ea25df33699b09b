import { useEffect, useState, useSyncExternalStore } from "react";
import { DraftSync, type Change, type DraftStart, type SaveAnswer } from "./draft-sync.ts";

const lookEveryMs = 20_000;

/** The draft of an application in this browser, kept in step with the server.
 * @param isFixed nothing is sent: the application can be read only */
export function useDraft(
  { code, personId, isFixed }: { code: string; personId: string; isFixed: boolean },
  start: DraftStart,
) {
  const key = `palmares:application:${code}:${personId}`;
  const [sync] = useState(() => new DraftSync(start, environmentOf(code, key)));
  const view = useSyncExternalStore(sync.subscribe, sync.view, sync.view);
  useEffect(() => {
    if (isFixed) return;
    sync.restore(localStorage.getItem(key));
    const flush = () => void sync.flush();
    const leave = () => {
      if (document.visibilityState === "hidden") flush();
    };
    // What others write appears without a keystroke of one's own.
    const look = window.setInterval(() => {
      if (document.visibilityState === "visible") flush();
    }, lookEveryMs);
    window.addEventListener("online", flush);
    document.addEventListener("visibilitychange", leave);
    return () => {
      sync.stop();
      window.clearInterval(look);
      window.removeEventListener("online", flush);
      document.removeEventListener("visibilitychange", leave);
    };
  }, [sync, key, isFixed]);
  return { sync, view };
}

function environmentOf(code: string, key: string) {
  return {
    send: (changes: Change[], since: number) => sendChanges(code, changes, since),
    keep: (text: string | null) => {
      if (text === null) localStorage.removeItem(key);
      else localStorage.setItem(key, text);
    },
    later: (work: () => void, delayMs: number) => {
      const timer = window.setTimeout(work, delayMs);
      return () => {
        window.clearTimeout(timer);
      };
    },
  };
}

async function sendChanges(code: string, changes: Change[], since: number): Promise<SaveAnswer> {
  try {
    const answer = await fetch(`/application/${code}/answers`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ changes, since }),
    });
    if (answer.status === 401) return { kind: "signed_out" };
    if (answer.status >= 500) return { kind: "offline" };
    const body = await answer.json();
    if (answer.ok) return readSaved(body);
    return { kind: "refused", code: String(body.code), field: body.details?.field ?? null };
  } catch {
    // No connection, or an answer cut off on its way: the save is tried again and does no harm twice.
    return { kind: "offline" };
  }
}

type Received = Omit<Extract<SaveAnswer, { kind: "saved" }>, "kind" | "at" | "conflicts"> & {
  savedAt: string;
  conflicts: { field: string; value: unknown; revision: number; by: string | null; at: string }[];
};

/** Dates come as text. */
function readSaved({ savedAt, conflicts, ...rest }: Received): SaveAnswer {
  const dated = conflicts.map((one) => ({ ...one, at: new Date(one.at) }));
  return { kind: "saved", ...rest, at: new Date(savedAt), conflicts: dated };
}
