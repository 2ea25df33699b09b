import { randomBytes } from "node:crypto";
import { zipSync } from "fflate";
import { fingerprintOf } from "#db/fingerprint.ts";

/** A predictions file as large as one likes, of few rows: numbers may have many digits.
 * @param zeros how many stand behind each value; the reader takes fields of up to a mebibyte */
export function withLongNumbers(predictions: string, zeros: number) {
  const [header = "", ...rows] = predictions.trim().split("\n");
  const tail = `${"0".repeat(zeros)}\n`;
  return Buffer.from([`${header}\n`, ...rows.map((row) => row + tail)].join(""));
}

/** A zip of a predictions file and of what a Mac adds beside it, which readers pass over.
 * @param sizeBytes about the size of the whole */
export function zipped(predictions: string, sizeBytes: number) {
  const beside = randomBytes(sizeBytes - 1000);
  return Buffer.from(
    zipSync({ "predictions.csv": Buffer.from(predictions), "__MACOSX/beside": beside }, { level: 0 }),
  );
}

/** What is announced of a file before its parts are sent. */
export function announcement(content: Uint8Array) {
  const sha256 = fingerprintOf(content);
  return { sizeBytes: content.byteLength, sha256, fileName: "large.zip", note: null };
}
