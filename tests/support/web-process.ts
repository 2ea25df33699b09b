import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { freePort } from "#db/embedded/ports.ts";
import { webEnvironment } from "./second-web.ts";

/** A web process of its own, as it runs in production, on an installation's stores. */
export class WebProcess {
  readonly port: number;
  readonly child: ChildProcess;
  #log = "";

  private constructor(port: number, child: ChildProcess) {
    this.port = port;
    this.child = child;
    child.stdout?.on("data", (chunk: Buffer) => (this.#log += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (this.#log += chunk.toString()));
  }

  /** Starts one on the data of an installation that runs.
   * @throws Error with its log when it ends before it is ready */
  static async start(dataFolder: string, variables: Record<string, string> = {}): Promise<WebProcess> {
    const port = await freePort();
    const environment = await webEnvironment(dataFolder, "postgres", { PORT: String(port), ...variables });
    const child = spawn(process.execPath, ["build/app/server.js"], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { NODE_ENV: "production", ...environment, ...variables },
    });
    const web = new WebProcess(port, child);
    const hasEnded = once(child, "exit");
    while (!/^ready$/m.test(web.#log)) {
      await Promise.race([once(child.stdout, "data"), hasEnded]);
      if (child.exitCode !== null) throw new Error(`The web process has ended: ${web.#log}`);
    }
    return web;
  }

  get site(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  /** What it has logged, line by line. */
  lines(): string[] {
    return this.#log.split("\n");
  }

  /** What it takes for bugs of ours. */
  bugs(): string[] {
    return this.lines().filter((line) => line.includes('"msg":"bug"'));
  }

  async open(): Promise<Socket> {
    const socket = connect(this.port, "127.0.0.1");
    await once(socket, "connect");
    return socket;
  }

  /** Sends bytes as they are and reads until the other side ends.
   * @param from another address of this machine */
  raw(bytes: string | Buffer, from = "127.0.0.1"): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect({ port: this.port, host: "127.0.0.1", localAddress: from });
      let answer = "";
      socket.on("data", (chunk: Buffer) => (answer += chunk.toString("latin1")));
      socket.on("error", () => {});
      socket.on("close", () => {
        resolve(answer);
      });
      socket.write(bytes);
    });
  }

  /** The same for a request without a body, written line by line. */
  ask(target: string, { method = "GET", headers = {} }: Asked = {}): Promise<string> {
    const all = { Host: `localhost:${String(this.port)}`, Connection: "close", ...headers };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    return this.raw(`${method} ${target} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
  }

  async stop(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const hasEnded = once(this.child, "exit");
    this.child.kill(signal);
    await hasEnded;
  }
}

type Asked = { method?: string; headers?: Record<string, string> };

export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}
