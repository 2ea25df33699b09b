import type { Share } from "#app/limits.ts";

/** Who takes something: the network it is asked from, and the person where one is known. */
export type Taker = { address: string; personId: string | null };

/** What was taken, to be given back once; or whose bound stands in the way. */
export type Taking = { release: () => void } | { full: "address" | "person" | "total" };

/** Something of which there is only so much at once. Nobody can take more than their own share of it. */
export class Pot {
  readonly #share: Share;
  readonly #held = new Map<string, number>();
  #total = 0;

  constructor(share: Share) {
    this.#share = share;
  }

  get held(): number {
    return this.#total;
  }

  take({ address, personId }: Taker): Taking {
    const addressKey = `address ${address}`;
    const personKey = personId === null ? null : `person ${personId}`;
    // The own share first: whoever has taken it must not be told that the others are to blame.
    if (this.#count(addressKey) >= this.#share.perAddress) return { full: "address" };
    if (personKey !== null && this.#count(personKey) >= this.#share.perPerson) return { full: "person" };
    if (this.#total >= this.#share.total) return { full: "total" };
    const keys = personKey === null ? [addressKey] : [addressKey, personKey];
    this.#add(keys, 1);
    let isReleased = false;
    const release = () => {
      if (isReleased) return;
      isReleased = true;
      this.#add(keys, -1);
    };
    return { release };
  }

  #count(key: string): number {
    return this.#held.get(key) ?? 0;
  }

  #add(keys: string[], count: 1 | -1): void {
    this.#total += count;
    for (const key of keys) {
      const held = this.#count(key) + count;
      if (held === 0) this.#held.delete(key);
      else this.#held.set(key, held);
    }
  }
}
