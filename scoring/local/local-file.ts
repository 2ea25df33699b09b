import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { archiveKind } from "../formats/unpack.ts";
import type { PredictionsFile } from "../fast/source.ts";

/** A predictions file of this machine; when it is not packed, its bytes go straight into the reader's memory. */
export function localFile(path: string): PredictionsFile {
  const open = () => createReadStream(path, { highWaterMark: 1 << 18 });
  return isPacked(path) ? { open } : { open, openDirect: () => directSource(path) };
}

function isPacked(path: string): boolean {
  const start = new Uint8Array(4);
  const file = openSync(path, "r");
  readSync(file, start);
  closeSync(file);
  return archiveKind(start) !== "plain";
}

function directSource(path: string) {
  const file = openSync(path, "r");
  return {
    fill: (target: Uint8Array) => readSync(file, target),
    close: () => {
      closeSync(file);
    },
  };
}
