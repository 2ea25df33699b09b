import type { Kernels } from "./kernels.ts";
import { twinKernels } from "./twin/twin-kernels.ts";
import { webAssemblyKernels } from "./web-assembly.ts";

let module: WebAssembly.Module | null = null;

/** Makes the compiled kernels available to this process. Where vectors are not known, and until then, the plain twin
 * serves. */
export function installKernels(compiled: Uint8Array<ArrayBuffer>): void {
  const isUsable = typeof WebAssembly === "object" && WebAssembly.validate(compiled);
  module = isUsable ? new WebAssembly.Module(compiled) : null;
}

/** Kernels with a memory of their own. */
export function newKernels(): Kernels {
  return module === null ? twinKernels() : webAssemblyKernels(module);
}

/** Whether the kernels are the compiled ones. */
export function areKernelsCompiled(): boolean {
  return module !== null;
}
