import { csvOf } from "#app/ui/csv.server.ts";
import type { Board } from "./pages.server.ts";

/** A board as CSV, safe to open in a spreadsheet: no cell can be taken for a formula. */
export function boardAsCsv({ rows, metrics }: Board): string {
  const header = [
    "rank",
    "team",
    "affiliation",
    "baseline",
    ...metrics.map((metric) => metric.name),
    "submissions",
    "last_submission_at",
  ];
  const lines = rows.map((row) => [
    row.rank,
    row.name,
    row.affiliation,
    row.isBaseline ? "yes" : "no",
    ...metrics.map((metric) => row.scores[metric.name] ?? null),
    row.submissions,
    row.lastAt.toISOString(),
  ]);
  return csvOf([header, ...lines]);
}
