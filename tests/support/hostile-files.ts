import { deflateSync } from "node:zlib";
import { crc32 } from "#scoring/formats/crc32.ts";

/** Small files that ask for much: each is written byte by byte, as no honest tool would. */

const varint = (value: number): Buffer => {
  const bytes: number[] = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    const low = Number(rest & 127n);
    if (rest < 128n) return Buffer.from([...bytes, low]);
    bytes.push(low | 128);
  }
};
const zigzag = (value: number) => varint(value < 0 ? -2 * value - 1 : 2 * value);
const text = (value: string) => Buffer.concat([varint(value.length), Buffer.from(value)]);

/** Writes a struct of Thrift's compact protocol. */
class Struct {
  #parts: Buffer[] = [];
  #last = 0;

  field(id: number, type: number, content: Buffer): this {
    this.#parts.push(Buffer.from([((id - this.#last) << 4) | type]), content);
    this.#last = id;
    return this;
  }

  int(id: number, value: number, type = 5): this {
    return this.field(id, type, zigzag(value));
  }

  struct(id: number, value: Struct): this {
    return this.field(id, 12, value.bytes());
  }

  list(id: number, type: number, items: readonly Buffer[]): this {
    return this.field(id, 9, Buffer.concat([Buffer.from([(items.length << 4) | type]), ...items]));
  }

  bytes(): Buffer {
    return Buffer.concat([...this.#parts, Buffer.from([0])]);
  }
}

type ParquetLies = {
  /** Rows by the footer, by the group of rows, and values by the header of each data page. */
  footerRows: number;
  groupRows: number;
  pageValues: number;
  /** What stands in the file in place of each data page, and how it is packed; a run of the one value by default. */
  page?: Buffer;
  codec?: number;
};

/** A Parquet file of a text column and a column of doubles, each one run of a dictionary of one value. */
export function parquetFile(
  [idColumn, valueColumn]: readonly [string, string],
  { footerRows, groupRows, pageValues, page, codec = 0 }: ParquetLies,
): Buffer {
  const parts: Buffer[] = [Buffer.from("PAR1")];
  let at = 4;
  const put = (...added: Buffer[]) => {
    for (const one of added) at += one.length;
    parts.push(...added);
  };
  const run = Buffer.concat([Buffer.from([1]), varint(pageValues * 2), Buffer.from([0])]);
  const data = page ?? run;
  const column = (name: string, type: number, dictionary: Buffer) => {
    const start = at;
    const sizes = (kind: number, content: Buffer) =>
      new Struct()
        .int(1, kind)
        .int(2, page === undefined ? content.length : run.length)
        .int(3, content.length);
    if (page === undefined)
      put(sizes(2, dictionary).struct(7, new Struct().int(1, 1).int(2, 0)).bytes(), dictionary);
    const first = at;
    const header = new Struct()
      .int(1, pageValues)
      .int(2, page === undefined ? 8 : 0)
      .int(3, 3)
      .int(4, 3);
    put(sizes(0, data).struct(5, header).bytes(), data);
    const meta = new Struct()
      .int(1, type)
      .list(2, 5, [zigzag(8), zigzag(0)])
      .list(3, 8, [text(name)])
      .int(4, codec)
      .int(5, groupRows, 6)
      .int(6, at - start, 6)
      .int(7, at - start, 6)
      .int(9, first, 6);
    return new Struct()
      .int(2, start, 6)
      .struct(3, page === undefined ? meta.int(11, start, 6) : meta)
      .bytes();
  };
  const half = Buffer.alloc(8);
  half.writeDoubleLE(0.5);
  const columns = [column(idColumn, 6, Buffer.from([1, 0, 0, 0, 0x61])), column(valueColumn, 5, half)];
  const named = (name: string, type: number) =>
    new Struct().int(1, type).int(3, 0).field(4, 8, text(name)).bytes();
  const schema = [
    new Struct().field(4, 8, text("root")).int(5, 2).bytes(),
    named(idColumn, 6),
    named(valueColumn, 5),
  ];
  const group = new Struct().list(1, 12, columns).int(2, 4000, 6).int(3, groupRows, 6).bytes();
  const footer = new Struct()
    .int(1, 1)
    .list(2, 12, schema)
    .int(3, footerRows, 6)
    .list(4, 12, [group])
    .bytes();
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([...parts, footer, length, Buffer.from("PAR1")]);
}

/** Zstandard of so many blocks that each say “131,072 times this byte”, in four bytes.
 * Source: RFC 8878, section 3.1.1.2. */
export function zstandardBomb(blocks: number): Buffer {
  const block = (isLast: boolean) => {
    const header = ((1 << 17) << 3) | (1 << 1) | Number(isLast);
    return Buffer.from([header & 255, (header >> 8) & 255, header >> 16, 0]);
  };
  const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]);
  return Buffer.concat([frame, ...Array.from({ length: blocks }, (_, index) => block(index === blocks - 1))]);
}

/** A PNG of eight bits a pixel. @param rows what is packed as its pixels, whatever the size says */
export function pngFile(width: number, height: number, rows: Buffer, more: readonly Buffer[] = []): Buffer {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  const packed = pngChunk("IDAT", deflateSync(rows, { level: 9 }));
  return Buffer.concat([
    signature,
    pngHeader(width, height),
    ...more,
    packed,
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

export function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  return pngChunk("IHDR", header);
}

export function pngChunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(named, 0));
  return Buffer.concat([length, named, checksum]);
}

/** A PDF of one page whose stream of cross-references announces so many objects, three bytes each before they are packed. */
export function pdfOfReferences(entries: number): Buffer {
  const packed = deflateSync(Buffer.alloc(entries * 3), { level: 9 });
  const head = [
    "%PDF-1.5",
    "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj",
    "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj",
    "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n",
  ].join("\n");
  const references = `4 0 obj\n<</Type/XRef/Size ${String(entries)}/W[1 1 1]/Index[0 ${String(entries)}]/Root 1 0 R/Filter/FlateDecode/Length ${String(packed.length)}>>\nstream\n`;
  const end = `\nendstream\nendobj\nstartxref\n${String(head.length)}\n%%EOF\n`;
  return Buffer.concat([Buffer.from(head + references), packed, Buffer.from(end)]);
}

type ZipEntry = {
  name: string;
  content: string | Uint8Array;
  /** What only the directory says: other name, attributes of Unix, checksum; and whether it is in the directory at all. */
  listedAs?: string;
  mode?: number;
  checksum?: number;
  isListed?: boolean;
  flags?: number;
};

/** A zip whose entries are stored as they are, with a directory that says what it is told. */
export function zipFile(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const {
    name,
    content,
    listedAs = name,
    mode = 0o100644,
    checksum,
    isListed = true,
    flags = 0,
  } of entries) {
    const bytes = Buffer.from(content);
    const sum = checksum ?? crc32(bytes, 0);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt32LE(sum, 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, Buffer.from(name), bytes]);
    common.writeUInt16LE(listedAs.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(mode * 65536, 6);
    tail.writeUInt32LE(at, 10);
    const listed = [Buffer.from([0x50, 0x4b, 1, 2, 20, 3]), common, tail, Buffer.from(listedAs)];
    if (isListed) directory.push(Buffer.concat(listed));
    parts.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  // A count that does not fit is cut, as a writer without the large form would do.
  end.writeUInt16LE(directory.length % 65_536, 8);
  end.writeUInt16LE(directory.length % 65_536, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
