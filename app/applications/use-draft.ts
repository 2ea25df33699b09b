import { useEffect, useState, useSyncExternalStore } from "react";
import { DraftSync, type Change, type DraftStart, type SaveAnswer } from "./draft-sync.ts";

const lookEveryMs = 20_000;
/** What a request may carry that outlives its page, in bytes; browsers refuse more than 64 KiB. */
const mostKeptAlive = 60_000;

type DraftPlace = {
  /** Where the server takes changes. */
  address: string;
  /** Under which name the browser keeps what could not be saved. */
  keptAs: string;
  /** Nothing is sent: it can be read only. */
  isFixed: boolean;
  /** Whether others write in it too: then what they write is looked for. */
  isShared: boolean;
};

/** What somebody writes in this browser, kept in step with the server at every pause. */
export function useDraft({ address, keptAs, isFixed, isShared }: DraftPlace, start: DraftStart) {
  const [sync] = useState(() => new DraftSync(start, environmentOf(address, keptAs)));
  const view = useSyncExternalStore(sync.subscribe, sync.view, sync.view);
  useEffect(() => {
    if (isFixed) return;
    sync.restore(localStorage.getItem(keptAs));
    const flush = () => void sync.flush();
    const leave = () => {
      if (document.visibilityState === "hidden") flush();
    };
    // What others write appears without a keystroke of one's own.
    const look = () => {
      if (document.visibilityState === "visible") flush();
    };
    const looking = isShared ? window.setInterval(look, lookEveryMs) : undefined;
    window.addEventListener("online", flush);
    document.addEventListener("visibilitychange", leave);
    return () => {
      flush();
      sync.stop();
      window.clearInterval(looking);
      window.removeEventListener("online", flush);
      document.removeEventListener("visibilitychange", leave);
    };
  }, [sync, keptAs, isFixed, isShared]);
  return { sync, view };
}

function environmentOf(address: string, keptAs: string) {
  return {
    send: (changes: Change[], since: number) => sendChanges(address, changes, since),
    keep: (text: string | null) => {
      if (text === null) localStorage.removeItem(keptAs);
      else localStorage.setItem(keptAs, text);
    },
    later: (work: () => void, delayMs: number) => {
      const timer = window.setTimeout(work, delayMs);
      return () => {
        window.clearTimeout(timer);
      };
    },
  };
}

async function sendChanges(address: string, changes: Change[], since: number): Promise<SaveAnswer> {
  const body = new TextEncoder().encode(JSON.stringify({ changes, since }));
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
      keepalive: body.byteLength <= mostKeptAlive,
    });
    if (answer.status === 401) return { kind: "signed_out" };
    if (answer.status >= 500) return { kind: "offline" };
    const said = await answer.json();
    if (answer.ok) return readSaved(said);
    return { kind: "refused", code: String(said.code), field: said.details?.field ?? null };
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
