import { createHash, randomBytes } from "node:crypto";

/** The SHA-256 of a text or of bytes, in hexadecimal. */
export function fingerprintOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** A key for a link, a session or a programme: 32 random bytes as text of an address. It is given once, and only its
 * fingerprint is stored: whoever reads the table can enter nowhere. */
export function newKey(): string {
  return randomBytes(32).toString("base64url");
}
