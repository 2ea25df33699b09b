import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Compiles the kernels with AssemblyScript, in a process of its own (the compiler takes much memory); once for each
 * state of the sources, wherever and however often they are used. */

const sources = fileURLToPath(new URL("../kernels/assembly/", import.meta.url));
const packages = fileURLToPath(new URL("../../node_modules/", import.meta.url));
const options = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--importMemory"];

/** The compiled kernels.
 * @throws Error with the compiler's own words
 * Effects: a file below node_modules/.cache */
export function compiledKernels(): Uint8Array<ArrayBuffer> {
  const folder = join(packages, ".cache", "palmares");
  const path = join(folder, `kernels-${digestOfSources().slice(0, 32)}.wasm`);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    // Whole under its final name at once: another process may be compiling too.
    const draft = `${path}.${String(process.pid)}`;
    compileTo(draft);
    renameSync(draft, path);
  }
  return new Uint8Array(readFileSync(path));
}

function compileTo(path: string): void {
  const compiler = join(packages, "assemblyscript", "bin", "asc.js");
  const parameters = [compiler, join(sources, "index.ts"), "--outFile", path, ...options];
  const { status, stderr } = spawnSync(process.execPath, parameters, { encoding: "utf8" });
  if (status !== 0) throw new Error(`The kernels cannot be compiled: ${stderr}`);
}

function digestOfSources(): string {
  const hash = createHash("sha256").update(JSON.stringify(options));
  hash.update(readFileSync(join(packages, "assemblyscript", "package.json")));
  for (const name of readdirSync(sources).sort()) hash.update(name).update(readFileSync(join(sources, name)));
  return hash.digest("hex");
}
