import { useEffect, useRef } from "react";
import { useRevalidator } from "#app/remix.ts";

const pollWithoutEventsMs = 10_000;
/** A burst of changes is shown once. */
const gatherMs = 120;

/** Keeps a page up to date: asks again when the server says that something has changed, and every ten seconds where
 * its messages do not come through.
 * @param query what to watch, such as `board=phase_…`; null = nothing */
export function useLiveUpdates(query: string | null): void {
  const { revalidate } = useRevalidator();
  const latest = useRef(revalidate);
  latest.current = revalidate;
  useEffect(() => {
    if (query === null) return;
    let gathering: number | null = null;
    const refresh = () => {
      gathering ??= window.setTimeout(() => {
        gathering = null;
        latest.current();
      }, gatherMs);
    };
    const events = new EventSource(`/events?${query}`);
    events.addEventListener("change", refresh);
    // What changed between the rendering of the page and this moment has been told to nobody.
    events.addEventListener("open", refresh);
    const poll = window.setInterval(() => {
      if (events.readyState !== EventSource.OPEN) refresh();
    }, pollWithoutEventsMs);
    return () => {
      events.close();
      window.clearInterval(poll);
      if (gathering !== null) window.clearTimeout(gathering);
    };
  }, [query]);
}
