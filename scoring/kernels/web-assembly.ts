import { readNumber } from "../formats/number.ts";
import type { Kernels } from "./kernels.ts";
import { powersOfFive } from "./powers-of-five.ts";

/** 4 GiB, which is all that 32-bit places reach. */
const mostPages = 65_536;

/** A new instance of the compiled kernels, with a memory of its own. */
export function webAssemblyKernels(module: WebAssembly.Module): Kernels {
  const memory = new WebAssembly.Memory({ initial: 2, maximum: mostPages });
  const { exports } = new WebAssembly.Instance(module, {
    env: { memory, abort: failed },
    host: { readNumber: (start: number, length: number) => numberAt(memory, start >>> 0, length) },
  });
  const compiled = checkedExports(exports);
  new BigUint64Array(memory.buffer, compiled.powersOfFive()).set(powersOfFive());
  return {
    ...compiled,
    memory,
    // Places and truth values come back as signed numbers.
    stopPlace: () => compiled.stopPlace() >>> 0,
    runsEnd: () => compiled.runsEnd() >>> 0,
    enterRecords: (sizeBytes) => Boolean(compiled.enterRecords(sizeBytes)),
    isComplete: () => Boolean(compiled.isComplete()),
    settleOneHot: () => Boolean(compiled.settleOneHot()),
    settleRowSums: (...parameters) => Boolean(compiled.settleRowSums(...parameters)),
  };
}

type Compiled = Omit<Kernels, "memory"> & { powersOfFive: () => number };

/** The one place where the types of the compiled module are taken on trust, once its names are checked. */
function checkedExports(exports: WebAssembly.Exports): Compiled {
  for (const name of ["powersOfFive", "readRows", "countPairs"]) {
    if (typeof exports[name] !== "function") throw new Error(`The kernels have no ${name}.`);
  }
  return exports as unknown as Compiled;
}

/** Reads an unusual spelling; NaN when it is no finite number. */
function numberAt(memory: WebAssembly.Memory, start: number, length: number): number {
  const text = Buffer.from(memory.buffer, start, length).toString("latin1");
  const reading = readNumber(text);
  return "value" in reading ? reading.value : NaN;
}

function failed(): never {
  throw new Error("The kernels have stopped.");
}
