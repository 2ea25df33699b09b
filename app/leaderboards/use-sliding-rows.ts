import { useIsomorphicEffect } from "@mantine/hooks";
import { useRef, type RefObject } from "react";

const slideMs = 300;
const tintMs = 2_000;

/** Lets rows that have changed place slide there and hold a tint for a moment, unless the person wants no motion.
 * @param container of the rows, each of which carries `data-team`
 * @param version changes when the rows do */
export function useSlidingRows(container: RefObject<HTMLElement | null>, version: unknown): void {
  const places = useRef(new Map<string, number>());
  useIsomorphicEffect(() => {
    const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const now = new Map<string, number>();
    for (const row of container.current?.querySelectorAll<HTMLElement>("[data-team]") ?? []) {
      // Of table and list one is hidden.
      if (row.offsetParent === null) continue;
      const team = row.dataset["team"] ?? "";
      const top = row.offsetTop;
      now.set(team, top);
      const before = places.current.get(team);
      if (before !== undefined && before !== top && !isStill) slide(row, before - top);
    }
    places.current = now;
  }, [container, version]);
}

function slide(row: HTMLElement, fromPx: number): void {
  row.animate([{ transform: `translateY(${String(fromPx)}px)` }, { transform: "none" }], {
    duration: slideMs,
    easing: "ease-out",
  });
  row.animate([{ backgroundColor: "var(--palmares-tint)" }, { backgroundColor: "transparent" }], {
    duration: tintMs,
    easing: "ease-in",
  });
}
