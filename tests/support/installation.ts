import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { embeddedOwnerUrl } from "#app/cli/supervisor/embedded-world.ts";
import { freePort } from "#db/embedded/ports.ts";

/** How each part of an installation is told by its command line. */
const marks = {
  web: "build/app/server.js",
  worker: "scoring/worker",
  jobs: "app/jobs",
  objectStore: "object-store/main",
  postgres: "bin/postgres -D",
} as const;

export type PartName = keyof typeof marks;
export const partNames = ["web", "worker", "jobs", "postgres", "objectStore"] as const;

type Running = { pid: number; group: number; command: string };

/** A real `npm start` in a process group of its own. */
export class Installation {
  readonly folder: string;
  readonly port: number;
  readonly process: ChildProcess;
  output = "";

  constructor(folder: string, port: number, child: ChildProcess) {
    this.folder = folder;
    this.port = port;
    this.process = child;
    const hear = (chunk: Buffer) => (this.output += chunk.toString());
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
  }

  get site(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  get group(): number {
    return this.process.pid ?? 0;
  }

  /** Everything in the group that still runs. */
  processes(): Running[] {
    return runningProcesses().filter((one) => one.group === this.group);
  }

  /** Null while the part does not run. */
  findPid(part: PartName): number | null {
    return this.processes().find((one) => one.command.includes(marks[part]))?.pid ?? null;
  }

  /** @throws Error when the part does not run */
  pidOf(part: PartName): number {
    const pid = this.findPid(part);
    if (pid === null) throw new Error(`${part} does not run`);
    return pid;
  }

  signal(part: PartName, signal: NodeJS.Signals): void {
    process.kill(this.pidOf(part), signal);
  }

  /** Kills a process that may just have ended by itself. */
  kill(pid: number): void {
    spawnSync("kill", ["-KILL", String(pid)]);
  }

  /** Signals the whole group, as Ctrl-C in a terminal does. */
  signalGroup(signal: NodeJS.Signals): void {
    process.kill(-this.group, signal);
  }

  /** Sends a signal, and the same again after 200 ms to whatever is left then.
   * @param target its first process or the whole group */
  signalTwice(signal: NodeJS.Signals, target: "process" | "group"): void {
    const pid = target === "group" ? -this.group : this.group;
    process.kill(pid, signal);
    setTimeout(() => spawnSync("kill", ["-s", signal.slice(3), "--", String(pid)]), 200);
  }

  /** Waits until the last line, which names the demonstration accounts, has been printed.
   * @throws Error with the output when it ends before */
  async isOpen(withinMs = 180_000): Promise<void> {
    await until(
      () => this.output.includes("Demonstration accounts"),
      withinMs,
      () => {
        if (this.isOver) throw new Error(`npm start has ended: ${this.output}\n${this.logs().slice(-4000)}`);
      },
    );
  }

  get isOver(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** @returns the exit code; null when it was killed */
  async hasEnded(withinMs = 12_000): Promise<number | null> {
    await until(() => this.isOver, withinMs);
    return this.process.exitCode;
  }

  async stop(): Promise<void> {
    if (!this.isOver) this.signalGroup("SIGTERM");
    await this.hasEnded();
  }

  /** The superuser's connection to its database. */
  ownerUrl(): Promise<string> {
    return embeddedOwnerUrl(this.folder);
  }

  /** What its processes have logged. */
  logs(): string {
    const folder = join(this.folder, "logs");
    return readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("\n");
  }

  /** What one of its parts has logged. */
  logOf(part: "web" | "worker" | "jobs"): string {
    return readFileSync(join(this.folder, "logs", `${part}.log`), "utf8");
  }

  /** `npm run invariants` on this installation. */
  invariants(): { status: number | null; output: string } {
    return this.#command("app/cli/invariants.ts");
  }

  /** `npm run doctor` on this installation. */
  doctor(variables: Record<string, string> = {}): { status: number | null; output: string } {
    return this.#command("app/cli/doctor.ts", variables);
  }

  #command(script: string, variables: Record<string, string> = {}) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", script], {
      encoding: "utf8",
      env: environmentOf(this.folder, this.port, variables),
    });
    return { status, output: stdout + (status === 0 ? "" : stderr) };
  }
}

/** Types `npm start` for a data folder, in a process group of its own. */
export async function startInstallation(
  folder: string,
  variables: Record<string, string> = {},
): Promise<Installation> {
  const port = await freePort();
  const child = spawn(process.execPath, ["app/cli/bootstrap.mjs", "start"], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: environmentOf(folder, port, variables),
  });
  const installation = new Installation(folder, port, child);
  // Whatever fails in a test, nothing of it is in the way of the next.
  process.once("exit", () => {
    if (!installation.isOver) spawnSync("kill", ["-KILL", "--", `-${String(installation.group)}`]);
  });
  return installation;
}

function environmentOf(folder: string, port: number, variables: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH = "", HOME = "" } = process.env;
  return { NODE_ENV: "production", PATH, HOME, DATA_DIR: folder, PORT: String(port), ...variables };
}

/** An empty folder that the user who runs PostgreSQL can enter. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "palmares-faults-"));
  chmodSync(folder, 0o711);
  return folder;
}

/** A copy of a stopped installation's data, owners and rights included. */
export function copyOf(data: string): string {
  const copy = join(temporaryFolder(), "data");
  const result = spawnSync("cp", ["-a", data, copy]);
  if (result.status !== 0) cpSync(data, copy, { recursive: true });
  return copy;
}

/** Removes a data folder and the temporary folder around it. */
export function removeData(data: string): void {
  rmSync(join(data, ".."), { recursive: true, force: true });
}

export function runningProcesses(): Running[] {
  const { stdout } = spawnSync("ps", ["-eo", "pid=,pgid=,stat=,args="], { encoding: "utf8" });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, group, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (state === undefined || state.startsWith("Z")) return [];
    return [{ pid: Number(pid), group: Number(group), command: command ?? "" }];
  });
}

export function pause(ms: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, ms));
}

/** Asks again and again until the answer is yes.
 * @param check called between two questions; may throw when waiting has become pointless
 * @returns how long it took, in milliseconds
 * @throws Error when the time is over */
export async function until(
  isTrue: () => boolean | Promise<boolean>,
  withinMs: number,
  check: () => void = () => {},
): Promise<number> {
  const startedAt = Date.now();
  while (!(await isTrue())) {
    check();
    if (Date.now() - startedAt > withinMs)
      throw new Error(`Still not so after ${String(withinMs)} ms: ${isTrue.toString()}`);
    await pause(50);
  }
  return Date.now() - startedAt;
}
