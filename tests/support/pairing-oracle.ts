import type { AssignmentProblem } from "#app/reviews/assignment.ts";

type Edge = { from: number; to: number; room: number; cost: number };

/** Worth more than all affinities together, so that minimal loads are filled first. */
const reward = 1000;

/** The largest total affinity, found by successive shortest paths (Bellman and Ford): another method than the solver's,
 * slow and short. Null when there is no assignment. */
export function largestTotal(problem: AssignmentProblem): number | null {
  const wanted = problem.applications.reduce((sum, { reviews }) => sum + reviews, 0);
  const minimum = problem.jurors.reduce((sum, { minLoad }) => sum + minLoad, 0);
  const { edges, source, sink } = networkOf(problem);
  let cost = 0;
  let sent = 0;
  for (;;) {
    const step = sendOne(edges, source, sink);
    if (step === Infinity) break;
    cost += step;
    sent += 1;
  }
  const total = -cost - reward * minimum;
  return sent === wanted && total > -1e-6 ? total : null;
}

function networkOf(problem: AssignmentProblem) {
  const [n, m] = [problem.applications.length, problem.jurors.length];
  const [source, sink] = [n + m, n + m + 1];
  const edges: Edge[] = [];
  const add = (from: number, to: number, room: number, cost: number) => {
    edges.push({ from, to, room, cost }, { from: to, to: from, room: 0, cost: -cost });
  };
  problem.applications.forEach(({ reviews }, row) => {
    add(source, row, reviews, 0);
  });
  problem.jurors.forEach(({ minLoad, maxLoad }, column) => {
    add(n + column, sink, minLoad, -reward);
    add(n + column, sink, maxLoad - minLoad, 0);
  });
  problem.affinity.forEach((affinity, place) => {
    if (problem.isForbidden[place] !== 1) add(Math.floor(place / m), n + (place % m), 1, -affinity);
  });
  return { edges, source, sink };
}

/** Sends one review along the cheapest way; its cost, or Infinity when there is no way left. */
function sendOne(edges: Edge[], source: number, sink: number): number {
  const distance = new Float64Array(sink + 1).fill(Infinity);
  const via = new Int32Array(sink + 1).fill(-1);
  distance[source] = 0;
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    edges.forEach(({ from, to, room, cost }, index) => {
      const reached = (distance[from] ?? Infinity) + cost;
      if (room <= 0 || reached >= (distance[to] ?? Infinity) - 1e-9) return;
      distance[to] = reached;
      via[to] = index;
      isChanged = true;
    });
  }
  const found = distance[sink] ?? Infinity;
  for (let node = sink; found !== Infinity && node !== source;) {
    const [edge, back] = [edges[via[node] ?? 0], edges[(via[node] ?? 0) ^ 1]];
    if (edge === undefined || back === undefined) throw new Error("broken path");
    edge.room -= 1;
    back.room += 1;
    node = edge.from;
  }
  return found;
}

/** The best mean affinity that the worst-served application can have, by trying everything; -Infinity when nothing is
 * allowed. For a handful of applications only. */
export function bestWorst(problem: AssignmentProblem): number {
  const m = problem.jurors.length;
  const loads = problem.jurors.map(() => 0);
  const tryFrom = (row: number, worst: number): number => {
    const application = problem.applications[row];
    if (application === undefined)
      return problem.jurors.every(({ minLoad }, column) => (loads[column] ?? 0) >= minLoad)
        ? worst
        : -Infinity;
    let best = -Infinity;
    for (const chosen of subsets(m, application.reviews)) {
      const isAllowed = chosen.every(
        (column) =>
          problem.isForbidden[row * m + column] !== 1 &&
          (loads[column] ?? 0) < (problem.jurors[column]?.maxLoad ?? 0),
      );
      if (!isAllowed) continue;
      const mean =
        chosen.reduce((sum, column) => sum + (problem.affinity[row * m + column] ?? 0), 0) / chosen.length;
      chosen.forEach((column) => (loads[column] = (loads[column] ?? 0) + 1));
      best = Math.max(best, tryFrom(row + 1, Math.min(worst, mean)));
      chosen.forEach((column) => (loads[column] = (loads[column] ?? 0) - 1));
    }
    return best;
  };
  return tryFrom(0, Infinity);
}

function subsets(count: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: count - from }, (_, index) => from + index).flatMap((first) =>
    subsets(count, size - 1, first + 1).map((rest) => [first, ...rest]),
  );
}
