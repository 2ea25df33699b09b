/** Identifiers of any form, in a hash table with open addressing.
 * A slot is 8 bytes: the hash, and the place of the record plus one (0 = empty). A record is its row, the length of its
 * identifier, and the identifier itself with zeros up to a multiple of eight; places count in units of eight bytes. */

export const ABSENT: u32 = 0xffffffff;

let slots: usize = 0;
let slotMask: u32 = 0;
let records: usize = 0;

/** @param slotCount a power of two, at least twice the number of identifiers
 * @param recordArea where the records stand */
export function useHashedIds(slotArea: usize, slotCount: u32, recordArea: usize): void {
  slots = slotArea;
  slotMask = slotCount - 1;
  records = recordArea;
}

/** Hash of `length` bytes; the bytes after them do not matter.
 * Source: Appleby, MurmurHash3 (x86, 32 bits), 2011. */
@inline
export function hashOf(start: usize, length: usize): u32 {
  let hash = <u32>length;
  const wholeEnd = start + (length & ~(<usize>3));
  let at = start;
  for (; at < wholeEnd; at += 4) hash = mixed(hash, load<u32>(at));
  const rest = <u32>(length & 3);
  if (rest != 0) hash = mixed(hash, load<u32>(at) & ((1 << (8 * rest)) - 1));
  hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
  hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
  return hash ^ (hash >> 16);
}

@inline
function mixed(hash: u32, word: u32): u32 {
  const scrambled = rotl<u32>(word * 0xcc9e2d51, 15) * 0x1b873593;
  return rotl<u32>(hash ^ scrambled, 13) * 5 + 0xe6546b64;
}

/** Where the search for a hash begins; to be read early, many at a time, since each read may miss the cache. */
@inline
export function slotOf(hash: u32): usize {
  return slots + (<usize>(hash & slotMask) << 3);
}

/** The row of an identifier; ABSENT when it is unknown. */
@inline
export function rowOfHashed(hash: u32, start: usize, length: usize): u32 {
  let place = hash & slotMask;
  while (true) {
    const slot = load<u64>(slots + (<usize>place << 3));
    if (slot == 0) return ABSENT;
    if (<u32>slot == hash) {
      const record = records + ((<usize>(slot >> 32) - 1) << 3);
      if (isSame(record, start, length)) return load<u32>(record);
    }
    place = (place + 1) & slotMask;
  }
}

/** Whether a record holds exactly these bytes: equal hashes prove nothing. */
@inline
function isSame(record: usize, start: usize, length: usize): bool {
  if (load<u32>(record, 4) != <u32>length) return false;
  const own = record + 8;
  let at: usize = 0;
  for (; at + 8 <= length; at += 8) if (load<u64>(own + at) != load<u64>(start + at)) return false;
  if (at == length) return true;
  const kept = ((<u64>1) << (8 * <u64>(length - at))) - 1;
  return load<u64>(own + at) == (load<u64>(start + at) & kept);
}

/** Enters records into the table, one after the other.
 * @param sizeBytes of all records
 * @returns false when two have the same identifier */
export function enterRecords(sizeBytes: usize): bool {
  let next: usize = 0;
  for (let place: usize = 0; place < sizeBytes; place = next) {
    const record = records + place;
    const length = <usize>load<u32>(record, 4);
    const hash = hashOf(record + 8, length);
    if (rowOfHashed(hash, record + 8, length) != ABSENT) return false;
    enter(hash, <u32>(place >> 3));
    next = place + 8 + ((length + 7) & ~(<usize>7));
  }
  return true;
}

/** Puts a record into the first free slot for its hash. */
@inline
function enter(hash: u32, place: u32): void {
  let slot = hash & slotMask;
  while (load<u64>(slots + (<usize>slot << 3)) != 0) slot = (slot + 1) & slotMask;
  store<u64>(slots + (<usize>slot << 3), (<u64>(place + 1) << 32) | hash);
}
