import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { z } from "zod";

/** A signed head says up to which line the journal went, and that line's hash, which covers every line before it. Kept
 * outside the database, it shows when lines were cut off at the end, when all are gone, and when the whole chain was
 * hashed anew. */
export const headSchema = z.object({
  installation: z.string(),
  position: z.number().int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** By the database's clock, ISO 8601. */
  at: z.string(),
  /** Names the signing key: the beginning of the SHA-256 of its public half. */
  key: z.string(),
  /** Ed25519, base64. */
  signature: z.string(),
});
export type JournalHead = z.infer<typeof headSchema>;
export type UnsignedHead = Omit<JournalHead, "key" | "signature">;

export type JournalKey = { id: string; privateKey: KeyObject; publicKey: KeyObject };

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const pkcs8Head = Buffer.from("302e020100300506032b657004220420", "hex");

/** The key that signs heads.
 * @param seed 32 bytes in base64
 * @throws Error when it is not that */
export function journalKey(seed: string): JournalKey {
  const bytes = Buffer.from(seed, "base64");
  if (bytes.byteLength !== 32) throw new Error("JOURNAL_KEY is not 32 bytes in base64.");
  const der = Buffer.concat([pkcs8Head, bytes]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey);
  const publicBytes = publicKey.export({ format: "der", type: "spki" });
  const id = createHash("sha256").update(publicBytes).digest("hex").slice(0, 16);
  return { id, privateKey, publicKey };
}

export function signHead(head: UnsignedHead, key: JournalKey): JournalHead {
  return { ...head, key: key.id, signature: sign(null, signedText(head), key.privateKey).toString("base64") };
}

/** Whether this key has signed exactly this. */
export function isSignedBy(head: JournalHead, key: JournalKey): boolean {
  return verify(null, signedText(head), key.publicKey, Buffer.from(head.signature, "base64"));
}

/** The heads in a text of lines: one JSON object a line, alone or under `journalHead` as a log has it; others are passed
 * over. */
export function headsIn(text: string): JournalHead[] {
  return text.split("\n").flatMap((line) => {
    const found = headSchema.safeParse(headOfLine(line));
    return found.success ? [found.data] : [];
  });
}

function headOfLine(line: string): unknown {
  try {
    const document: unknown = JSON.parse(line);
    const isLogLine = typeof document === "object" && document !== null && "journalHead" in document;
    return isLogLine ? document.journalHead : document;
  } catch {
    return null;
  }
}

function signedText({ installation, position, hash, at }: UnsignedHead): Buffer {
  return Buffer.from(["palmares journal head", installation, String(position), hash, at].join("\n"));
}
