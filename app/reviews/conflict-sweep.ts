import { withoutBlankEdges } from "#app/i18n/written-text.ts";
import type { Finding } from "./detect-conflicts.ts";
import { fold } from "./normalise-name.ts";

/** What an application brings to the list: organisations and people, as they are named. */
export type SweepSource = {
  application: string;
  organisations: readonly string[];
  people: readonly string[];
};

/** A line of the one alphabetical list that a juror goes through before anything opens. It says who, never in which
 * application. The key is the same for every spelling of a name and stays the same when others are added. */
export type SweepLine = { key: string; kind: "organisation" | "person"; label: string };

/** A juror's answers: the lines that were on the list when it was signed, and those that were ticked. */
export type SweepAnswers = { seen: ReadonlySet<string>; ticked: ReadonlySet<string> };

/** All organisations and people of a call, once each, in alphabetical order and unlinked to applications.
 * Neither the order of the applications nor how many name a line can be told from it. */
export function sweepList(sources: readonly SweepSource[]): SweepLine[] {
  const labels = new Map<string, SweepLine>();
  for (const source of sources) {
    for (const line of linesOf(source)) {
      const known = labels.get(line.key);
      // Of several spellings the first in the alphabet is shown, whoever wrote it.
      if (known === undefined || line.label < known.label) labels.set(line.key, line);
    }
  }
  return [...labels.values()].sort((a, b) => compare(foldedIn(a), foldedIn(b)) || compare(a.key, b.key));
}

/** The folded name, which the key ends with. */
function foldedIn({ kind, key }: SweepLine): string {
  return key.slice(kind.length + 1);
}

function linesOf({ organisations, people }: SweepSource): SweepLine[] {
  const lines = (kind: SweepLine["kind"], names: readonly string[]) =>
    names.map((label) => ({ key: `${kind}:${fold(label)}`, kind, label: withoutBlankEdges(label) }));
  return [...lines("organisation", organisations), ...lines("person", people)];
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** The lines that a juror has not seen yet: after a late addition only those are asked. */
export function openLines(list: readonly SweepLine[], answers: SweepAnswers): SweepLine[] {
  return list.filter(({ key }) => !answers.seen.has(key));
}

/** What the answers say about each application: `declared` when one of its lines is ticked, `none_declared` when all of
 * them were seen and none is ticked, `unknown` while one has not been seen. */
export function sweepOutcomes(
  sources: readonly SweepSource[],
  answers: SweepAnswers,
): Map<string, "declared" | "none_declared" | "unknown"> {
  return new Map(
    sources.map((source) => {
      const keys = linesOf(source).map(({ key }) => key);
      if (keys.some((key) => answers.ticked.has(key))) return [source.application, "declared"];
      return [source.application, keys.every((key) => answers.seen.has(key)) ? "none_declared" : "unknown"];
    }),
  );
}

/** The lines that are ticked beforehand for a juror, because the detection found them. The juror sees which line, not
 * why, since the reason could name an application. */
export function tickedBeforehand(list: readonly SweepLine[], findings: readonly Finding[]): SweepLine[] {
  const named = new Set(findings.map(({ matched }) => fold(matched.ofApplication)));
  return list.filter(({ label }) => named.has(fold(label)));
}
