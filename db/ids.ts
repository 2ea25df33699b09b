import { randomBytes } from "node:crypto";

// Crockford's alphabet: no i, l, o, u, so that an id can be read aloud.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** A new identifier such as `sub_01jf3k…`: 48 bits of time in milliseconds, then 80 random bits.
 * Ids made later sort after earlier ones (to the millisecond). Source: the ULID specification. */
export function newId<Prefix extends string>(prefix: Prefix): `${Prefix}_${string}` {
  let bits = (BigInt(Date.now()) << 80n) | BigInt(`0x${randomBytes(10).toString("hex")}`);
  let text = "";
  for (let i = 0; i < 26; i++) {
    text = alphabet.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return `${prefix}_${text}`;
}
