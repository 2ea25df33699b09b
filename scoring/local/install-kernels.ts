import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compiledKernels } from "./compile-kernels.ts";
import { installKernels } from "../kernels/installed.ts";

/** Where `npm run build` puts the compiled kernels: beside the bundle that uses them. */
export const builtKernels = "kernels.wasm";

/** Installs the kernels in this process: those of the build when this is a bundle, else compiled from their sources on
 * first use.
 * @throws Error with the compiler's words */
export function installLocalKernels(): void {
  const built = fileURLToPath(new URL(builtKernels, import.meta.url));
  installKernels(existsSync(built) ? new Uint8Array(readFileSync(built)) : compiledKernels());
}
