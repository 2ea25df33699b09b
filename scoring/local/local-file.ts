import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import type { FileAt } from "../contained/spooled-file.ts";
import type { PredictionsFile } from "../fast/source.ts";
import { archiveKind } from "../formats/unpack.ts";

/** A predictions file of this machine; when it is not packed, its bytes go straight into the reader's memory. */
export function localFile(at: FileAt): PredictionsFile {
  if ("bytes" in at) return { open: () => one(at.bytes) };
  const open = () => createReadStream(at.path, { highWaterMark: 1 << 18 });
  return isPacked(at.path) ? { open } : { open, openDirect: () => directSource(at.path) };
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
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
