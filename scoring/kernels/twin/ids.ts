import { absentRow } from "../kernels.ts";
import type { TwinMemory } from "./memory.ts";

const zero = 48;

/** Finds the row of an identifier. The plain twin of assembly/dense-ids.ts and assembly/hashed-ids.ts. */
export class TwinIds {
  readonly #memory: TwinMemory;
  #form = 0;
  #slots = 0;
  #slotMask = 0;
  #records = 0;

  constructor(memory: TwinMemory) {
    this.#memory = memory;
  }

  useDense(form: number): void {
    this.#form = form;
  }

  useHashed(slots: number, slotCount: number, records: number): void {
    this.#slots = slots;
    this.#slotMask = slotCount - 1;
    this.#records = records;
  }

  /** Length of every identifier of the dense form, in bytes. */
  get denseLength(): number {
    return this.#field(32) + this.#field(36);
  }

  /** @returns `absentRow` when the text has another form, or a number without a row */
  rowOfDense(start: number): number {
    const { bytes, words } = this.#memory;
    const prefixLength = this.#field(32);
    for (let at = 0; at < prefixLength; at++)
      if (bytes[start + at] !== bytes[this.#form + at]) return absentRow;
    let number = 0;
    for (let at = prefixLength; at < this.denseLength; at++) {
      const digit = (bytes[start + at] ?? 0) - zero;
      if (digit < 0 || digit > 9) return absentRow;
      number = number * 10 + digit;
    }
    number -= this.#field(40);
    if (number < 0 || number >= this.#field(44)) return absentRow;
    const rows = this.#field(48);
    return rows === 0 ? number : (words[rows / 4 + number] ?? absentRow);
  }

  rowOfHashed(start: number, length: number): number {
    const hash = this.#hashOf(start, length);
    for (let place = hash & this.#slotMask; ; place = (place + 1) & this.#slotMask) {
      const slot = this.#slots + place * 8;
      const record = this.#memory.word(slot + 4);
      if (record === 0) return absentRow;
      const at = this.#records + (record - 1) * 8;
      if (this.#memory.word(slot) === hash && this.#isSame(at, start, length)) return this.#memory.word(at);
    }
  }

  enterAll(sizeBytes: number): boolean {
    for (let place = 0, next = 0; place < sizeBytes; place = next) {
      const record = this.#records + place;
      const length = this.#memory.word(record + 4);
      if (this.rowOfHashed(record + 8, length) !== absentRow) return false;
      this.#enter(this.#hashOf(record + 8, length), place / 8);
      next = place + 8 + Math.ceil(length / 8) * 8;
    }
    return true;
  }

  #enter(hash: number, place: number): void {
    let slot = hash & this.#slotMask;
    while (this.#memory.word(this.#slots + slot * 8 + 4) !== 0) slot = (slot + 1) & this.#slotMask;
    this.#memory.words.set([hash, place + 1], (this.#slots + slot * 8) / 4);
  }

  #field(offset: number): number {
    return this.#memory.word(this.#form + offset);
  }

  #isSame(record: number, start: number, length: number): boolean {
    const { bytes } = this.#memory;
    if (this.#memory.word(record + 4) !== length) return false;
    for (let at = 0; at < length; at++) if (bytes[record + 8 + at] !== bytes[start + at]) return false;
    return true;
  }

  /** Source: Appleby, MurmurHash3 (x86, 32 bits), 2011. */
  #hashOf(start: number, length: number): number {
    const wholeEnd = start + (length & ~3);
    let hash = length;
    for (let at = start; at < wholeEnd; at += 4) hash = mixed(hash, this.#memory.word(at));
    const rest = length & 3;
    if (rest !== 0) hash = mixed(hash, this.#memory.word(wholeEnd) & ((1 << (8 * rest)) - 1));
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
  }
}

function mixed(hash: number, word: number): number {
  const scrambled = Math.imul(rotated(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotated(hash ^ scrambled, 13), 5) + 0xe6546b64) | 0;
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
