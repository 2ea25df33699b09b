import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { serialize } from "node:v8";
import { build } from "esbuild";
import type { LabelPack } from "../fast/label-pack.ts";
import { builtKernels } from "../local/install-kernels.ts";
import { compiledKernels } from "../local/compile-kernels.ts";
import type { Done, Task } from "./own.ts";
import type { Specification } from "../spec.ts";

const folder = "node_modules/.cache/palmares/bench";

/** Bundles the measured program as the worker is bundled. */
export async function buildOwn(): Promise<void> {
  await build({
    entryPoints: ["scoring/bench/own.ts"],
    outfile: join(folder, "own.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
  });
  writeFileSync(join(folder, builtKernels), compiledKernels());
}

/** A fresh process that scores one file again and again. */
export class OwnProcess {
  readonly #child: ChildProcess;

  constructor(spec: Specification, pack: LabelPack, predictions: string) {
    const packPath = `${predictions}.labels`;
    writeFileSync(packPath, serialize(pack));
    this.#child = fork(join(folder, "own.mjs"), [JSON.stringify(spec), packPath, predictions], {
      // As the worker is started.
      execArgv: ["--max-semi-space-size=4"],
    });
  }

  /** Does a task once.
   * @throws Error when the process has ended */
  async do(task: Task): Promise<Done> {
    const listening = new AbortController();
    const { signal } = listening;
    const answer = once(this.#child, "message", { signal }).then(([done]) => done as Done);
    const end = once(this.#child, "exit", { signal }).then(() => {
      throw new Error("The measured process has ended.");
    });
    this.#child.send(task);
    try {
      return await Promise.race([answer, end]);
    } finally {
      end.catch(() => undefined);
      listening.abort();
    }
  }

  stop(): void {
    this.#child.kill();
  }
}
