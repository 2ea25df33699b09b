/** A struct of Thrift's compact protocol: its numbers and structs by field; anything else is passed over. */
export type ThriftStruct = Map<number, number | ThriftStruct>;

const [stop, isTrue, isFalse, byte, i16, i32, i64, double, binary, list, set] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
] as const;
const struct = 12;

const deepest = 16;

/** Reads structs one after the other from bytes.
 * Source: Apache Thrift, thrift-compact-protocol.md. */
export class ThriftReader {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** @throws RangeError when the bytes end too early, or structs nest without end */
  struct(depth = 0): ThriftStruct {
    if (depth > deepest) throw new RangeError("Structs within structs without end.");
    const fields: ThriftStruct = new Map();
    let id = 0;
    for (let head = this.#byte(); (head & 15) !== stop; head = this.#byte()) {
      id = head >> 4 === 0 ? zigzag(this.#varint()) : id + (head >> 4);
      const value = this.#value(head & 15, depth);
      if (value !== null) fields.set(id, value);
    }
    return fields;
  }

  #value(type: number, depth: number): number | ThriftStruct | null {
    switch (type) {
      case isTrue:
      case isFalse:
        return null;
      case byte:
        return this.#byte();
      case i16:
      case i32:
      case i64:
        return zigzag(this.#varint());
      case double:
        return this.#skip(8);
      case binary:
        return this.#skip(this.#varint());
      case struct:
        return this.struct(depth + 1);
      case list:
      case set:
        return this.#skipList(depth);
      default:
        throw new RangeError("A field of a kind that is not used here.");
    }
  }

  #skipList(depth: number): null {
    const head = this.#byte();
    const count = head >> 4 === 15 ? this.#varint() : head >> 4;
    // Each takes a byte at least, so that a count that lies meets the end.
    for (let index = 0; index < count; index++) {
      if ((head & 15) <= isFalse) this.#skip(1);
      else this.#value(head & 15, depth);
    }
    return null;
  }

  #skip(count: number): null {
    this.at += count;
    if (this.at > this.#bytes.length) throw new RangeError("The bytes end too early.");
    return null;
  }

  #byte(): number {
    const value = this.#bytes[this.at++];
    if (value === undefined) throw new RangeError("The bytes end too early.");
    return value;
  }

  /** In doubles, so that 64 bits do not wrap: beyond 2⁵³ the last digits are lost, and nothing here is as large. */
  #varint(): number {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const next = this.#byte();
      value += (next & 127) * shift;
      if (next < 128) return value;
      if (shift > 2 ** 63) throw new RangeError("A number without end.");
    }
  }
}

function zigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
