import { createHash } from "node:crypto";

/** What is stored of an invitation's link: whoever reads the table can enter nowhere. */
export function hashOfKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
