import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serverUser } from "#db/embedded/binaries.ts";
import { freePort } from "#db/embedded/ports.ts";
import { until } from "./installation.ts";

/** Whether this machine has PgBouncer; Debian's package has that name. */
export const hasPgBouncer = spawnSync("pgbouncer", ["--version"]).status === 0;

export type PgBouncer = {
  /** The same address by way of the pooler. */
  pooled: (url: string) => string;
  stop: () => Promise<void>;
};

/** Starts PgBouncer in transaction mode before a server.
 * @param users their passwords, by login
 * @param ignored startup parameters that it takes and drops */
export async function startPgBouncer(
  serverUrl: string,
  users: Record<string, string>,
  ignored: readonly string[] = [],
): Promise<PgBouncer> {
  const { hostname, port: serverPort } = new URL(serverUrl);
  const folder = mkdtempSync(join(tmpdir(), "palmares-pgbouncer-"));
  const port = String(await freePort());
  const lines = Object.entries(users).map(([name, password]) => `"${name}" "${password}"\n`);
  writeFileSync(join(folder, "users.txt"), lines.join(""));
  writeFileSync(
    join(folder, "pgbouncer.ini"),
    `[databases]
* = host=${hostname} port=${serverPort}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = plain
auth_file = ${join(folder, "users.txt")}
pool_mode = transaction
default_pool_size = 4
ignore_startup_parameters = ${ignored.join(",")}
`,
  );
  const user = serverUser();
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const child = spawn("pgbouncer", [join(folder, "pgbouncer.ini")], {
    ...(user ?? {}),
    cwd: "/",
    stdio: "ignore",
  });
  await until(() => isOpen(Number(port)), 15_000);
  return {
    pooled: (url) => Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href,
    stop: async () => {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((answered) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      answered(true);
    });
    socket.once("error", () => {
      answered(false);
    });
  });
}
