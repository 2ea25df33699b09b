/** The largest number of pairs between two sides, each pair at most once, each member within its capacity. */
export type BipartiteFlow = {
  /** How many pairs could be made. */
  value: number;
  /** Left members that want more than all they can reach has to give; empty when everybody left is served. */
  shortLeft: number[];
  /** The right members that those can reach; all are full. */
  shortRight: number[];
};

type Network = {
  left: Int32Array;
  right: Int32Array;
  /** The right members that a left member may be paired with. */
  allowed: Int32Array[];
  paired: Uint8Array;
  rightCount: number;
};

/** Pairs as many as possible. By the theorem of the largest flow and the smallest cut, `shortLeft` proves that no more
 * is possible: what is short wants more than `shortRight` can take.
 * @param capacities how many pairs each member of a side wants or takes at most
 * @param allowed per left member, the right members that it may be paired with
 * Source: Ford and Fulkerson 1956, augmenting along shortest paths (Edmonds and Karp 1972). */
export function largestPairing(
  capacities: { left: readonly number[]; right: readonly number[] },
  allowed: readonly (readonly number[])[],
): BipartiteFlow {
  const network: Network = {
    left: Int32Array.from(capacities.left),
    right: Int32Array.from(capacities.right),
    allowed: allowed.map((list) => Int32Array.from(list)),
    paired: new Uint8Array(capacities.left.length * capacities.right.length),
    rightCount: capacities.right.length,
  };
  let value = 0;
  for (let from = 0; from < network.left.length; from++) {
    while ((network.left[from] ?? 0) > 0 && augment(network, [from]).isAugmented) value++;
  }
  const unserved = [...network.left.keys()].filter((member) => (network.left[member] ?? 0) > 0);
  const { seenLeft, seenRight } = augment(network, unserved);
  return { value, shortLeft: placesOf(seenLeft), shortRight: placesOf(seenRight) };
}

/** Looks from unserved left members for a right member with room left, and makes one pair more when there is one. */
function augment(network: Network, starts: readonly number[]) {
  const { left, right, allowed, paired, rightCount } = network;
  const seenLeft = new Uint8Array(left.length);
  const cameFrom = new Int32Array(rightCount).fill(-1);
  const wayToLeft = new Int32Array(left.length).fill(-1);
  const queue = [...starts];
  for (const start of starts) seenLeft[start] = 1;
  for (let index = 0; index < queue.length; index++) {
    const member = queue[index] ?? 0;
    for (const other of allowed[member] ?? []) {
      if (cameFrom[other] !== -1 || paired[member * rightCount + other] === 1) continue;
      cameFrom[other] = member;
      if ((right[other] ?? 0) > 0) {
        follow(network, other, cameFrom, wayToLeft);
        return { isAugmented: true, seenLeft, seenRight: new Uint8Array(rightCount) };
      }
      const reached = pairedWith(network, other).filter((next) => seenLeft[next] !== 1);
      for (const next of reached) {
        seenLeft[next] = 1;
        wayToLeft[next] = other;
      }
      queue.push(...reached);
    }
  }
  return {
    isAugmented: false,
    seenLeft,
    seenRight: Uint8Array.from(cameFrom, (from) => Number(from !== -1)),
  };
}

function pairedWith({ paired, left, rightCount }: Network, other: number): number[] {
  const members: number[] = [];
  for (let member = 0; member < left.length; member++) {
    if (paired[member * rightCount + other] === 1) members.push(member);
  }
  return members;
}

/** Turns the pairs along the way that was found: what was paired is freed, what was free is paired. */
function follow(network: Network, end: number, cameFrom: Int32Array, wayToLeft: Int32Array): void {
  const { left, right, paired, rightCount } = network;
  right[end] = (right[end] ?? 0) - 1;
  let other = end;
  for (;;) {
    const member = cameFrom[other] ?? 0;
    paired[member * rightCount + other] = 1;
    const before = wayToLeft[member] ?? -1;
    if (before === -1) {
      left[member] = (left[member] ?? 0) - 1;
      return;
    }
    paired[member * rightCount + before] = 0;
    other = before;
  }
}

function placesOf(seen: Uint8Array): number[] {
  return [...seen.keys()].filter((place) => seen[place] === 1);
}
