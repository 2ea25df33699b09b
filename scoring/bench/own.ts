import { createReadStream, readFileSync } from "node:fs";
import { deserialize } from "node:v8";
import { createGunzip } from "node:zlib";
import type { LabelPack } from "../fast/label-pack.ts";
import { Scorer } from "../fast/scorer.ts";
import { newKernels } from "../kernels/installed.ts";
import { Layout } from "../kernels/memory.ts";
import { installLocalKernels } from "../local/install-kernels.ts";
import { localFile } from "../local/local-file.ts";
import { specificationSchema } from "../spec.ts";

/** The measured process: it holds packed labels, as a worker does, and does each task that it is sent once.
 * Bundled and started by own-process.ts. */

export type Task = "score" | "count_lines" | "inflate";
export type Done = { ms: number; cpuMs: number; peakMb: number; answer: string };

const [specText = "", packPath = "", predictions = ""] = process.argv.slice(2);
installLocalKernels();
// Written by the same program a moment ago.
const pack = deserialize(readFileSync(packPath)) as LabelPack;
const scorer = new Scorer(specificationSchema.parse(JSON.parse(specText)), pack);

const tasks: Record<Task, () => Promise<string>> = {
  async score() {
    const scored = await scorer.score(localFile({ path: predictions }), { maxBytes: 16e9 });
    if (scored.status === "rejected")
      throw new Error(`The generated file was refused: ${scored.faults[0]?.code ?? ""}`);
    return JSON.stringify(scored.scores);
  },
  /** The limit: reads the file as the reader does and only counts its line ends. */
  async count_lines() {
    const kernels = newKernels();
    const area = new Layout(kernels).take(1 << 18);
    const source = localFile({ path: predictions }).openDirect?.();
    let lines = 0;
    for (let count = 1; source !== undefined && count > 0;) {
      count = await source.fill(new Uint8Array(kernels.memory.buffer, area, 1 << 18));
      lines += kernels.countLineEnds(area, area + count);
    }
    await source?.close();
    return String(lines);
  },
  /** The limit for compressed files. */
  async inflate() {
    let sizeBytes = 0;
    for await (const chunk of createReadStream(predictions).pipe(createGunzip({ chunkSize: 1 << 18 })))
      sizeBytes += Buffer.isBuffer(chunk) ? chunk.byteLength : 0;
    return String(sizeBytes);
  },
};

process.on("message", (task: Task) => {
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  void tasks[task]().then((answer) => {
    const ms = performance.now() - startedAt;
    const cpu = process.cpuUsage(cpuBefore);
    const cpuMs = (cpu.user + cpu.system) / 1000;
    const peakMb = process.resourceUsage().maxRSS / 1024;
    process.send?.({ ms, cpuMs, peakMb, answer } satisfies Done);
  });
});
