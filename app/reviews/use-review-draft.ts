import { useEffect, useState, useSyncExternalStore } from "react";
import { DraftSync, type Change, type DraftStart, type SaveAnswer } from "#app/applications/draft-sync.ts";

/** A review in this browser, kept in step with the server at every pause, like an application: what could not be saved
 * waits in the browser.
 * @param isFixed nothing is sent: the review is handed in */
export function useReviewDraft(
  { slug, code, personId, isFixed }: { slug: string; code: string; personId: string; isFixed: boolean },
  start: DraftStart,
) {
  const key = `palmares:review:${slug}:${code}:${personId}`;
  const [sync] = useState(() => new DraftSync(start, environmentOf(`/review/${slug}/${code}/marks`, key)));
  const view = useSyncExternalStore(sync.subscribe, sync.view, sync.view);
  useEffect(() => {
    if (isFixed) return;
    sync.restore(localStorage.getItem(key));
    const flush = () => void sync.flush();
    const leave = () => {
      if (document.visibilityState === "hidden") flush();
    };
    window.addEventListener("online", flush);
    document.addEventListener("visibilitychange", leave);
    return () => {
      void sync.flush();
      sync.stop();
      window.removeEventListener("online", flush);
      document.removeEventListener("visibilitychange", leave);
    };
  }, [sync, key, isFixed]);
  return { sync, view };
}

function environmentOf(address: string, key: string) {
  return {
    send: (changes: Change[], since: number) => sendChanges(address, changes, since),
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

async function sendChanges(address: string, changes: Change[], since: number): Promise<SaveAnswer> {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ changes: changes.map(({ field, value }) => ({ field, value })), since }),
      keepalive: true,
    });
    if (answer.status === 401) return { kind: "signed_out" };
    if (answer.status >= 500) return { kind: "offline" };
    const body = await answer.json();
    if (!answer.ok) return { kind: "refused", code: String(body.code), field: null };
    return {
      kind: "saved",
      revision: body.revision,
      at: new Date(body.savedAt),
      present: 1,
      conflicts: [],
      fresh: body.fresh,
    };
  } catch {
    // No connection, or an answer cut off on its way: the save is tried again and does no harm twice.
    return { kind: "offline" };
  }
}
