import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { ObjectStore } from "#db/files.ts";

/** Starts the embedded object store as a process of its own and waits until it is ready.
 * @param environment as the supervisor gives it; a port of 0 is chosen by the system */
export async function startStoreProcess(
  environment: Record<string, string>,
): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, ["--import", "tsx", "db/embedded/object-store/main.ts"], {
    env: { NODE_ENV: "test", PATH: process.env["PATH"] ?? "", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line]: unknown[] = await once(child.stdout, "data");
  const port = Number(/^ready (\d+)/.exec(String(line))?.[1]);
  if (!(port > 0)) throw new Error(`The object store did not become ready: ${String(line)}`);
  return { child, port };
}

/** Ends a process without giving it time for anything. */
export async function killHard(child: ChildProcess): Promise<void> {
  const hasExited = once(child, "exit");
  child.kill("SIGKILL");
  await hasExited;
}

/** What an object holds, whole. */
export async function contentOf(store: ObjectStore, name: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await store.read(name)).content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The keys that begin so, in their order. */
export async function keysOf(store: ObjectStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const object of store.list(prefix)) keys.push(object.key);
  return keys;
}
