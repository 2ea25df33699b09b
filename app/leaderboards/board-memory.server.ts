import type { PhaseId, TeamId } from "#db/vocabulary.ts";
import type { BoardRow } from "./board-rows.server.ts";

export type Histories = Map<TeamId, number[]>;

/** What has been read of a board; histories are filled in by the pages that show them. */
type ReadBoard = { rows: readonly BoardRow[]; histories: Histories };

type Remembered = { key: string; at: number; reading: Promise<ReadBoard> };

const boardsAtMost = 50;
const freshForMs = 60_000;
const boards = new Map<PhaseId, Remembered>();

/** Reads a board once for each of its versions, however many pages and people ask for it. The database says which version
 * is the current one, so that every process shows the same.
 * @param key says the kind, the version, and what the scores were made with */
export function oncePerVersion(
  phaseId: PhaseId,
  key: string,
  read: () => Promise<BoardRow[]>,
): Promise<ReadBoard> {
  const found = boards.get(phaseId);
  if (found !== undefined && found.key === key && Date.now() - found.at < freshForMs) return found.reading;
  const reading = fresh(read);
  boards.delete(phaseId);
  boards.set(phaseId, { key, at: Date.now(), reading });
  const [oldest] = boards.keys();
  if (boards.size > boardsAtMost && oldest !== undefined) boards.delete(oldest);
  reading.catch(() => {
    // A failure is not remembered.
    if (boards.get(phaseId)?.reading === reading) boards.delete(phaseId);
  });
  return reading;
}

/** Reads a board that is not remembered, such as one of an earlier moment. */
export async function fresh(read: () => Promise<BoardRow[]>): Promise<ReadBoard> {
  return { rows: await read(), histories: new Map() };
}
