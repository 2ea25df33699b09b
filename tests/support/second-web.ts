import { once } from "node:events";
import { join } from "node:path";
import { embeddedWorld, storeSettings } from "#app/cli/supervisor/embedded-world.ts";
import { startProgram } from "#app/cli/supervisor/part.ts";
import { processEnvironment } from "#app/cli/supervisor/process-environment.ts";
import { freePort } from "#db/embedded/ports.ts";
import { parseEnvironment } from "#db/environment.ts";

export type SecondWeb = { port: number; address: string; site: string; kill: () => Promise<void> };

type Place = {
  /** The database of the installation's server that it reads. */
  database?: string;
  /** Where it says that it stands; its own port when nothing is given. */
  address?: string | null;
};

/** Starts one more web process on the data of an installation that runs, as on a second machine. */
export async function startSecondWeb(
  dataFolder: string,
  { database = "postgres", address = null }: Place = {},
): Promise<SecondWeb> {
  const port = await freePort();
  const publicAddress = address ?? `http://localhost:${String(port)}`;
  const environment = await webEnvironment(dataFolder, database, {
    PORT: String(port),
    PUBLIC_URL: publicAddress,
  });
  const child = await startProgram(
    {
      arguments: [join("build", "app", "server.js")],
      environment,
      logFile: join(dataFolder, "logs", `${database}-${String(port)}.log`),
      // Generous: a busy machine is no fault of the site.
      readyWithinMs: 90_000,
    },
    () => {},
  );
  const kill = async () => {
    const hasExited = once(child, "exit");
    child.kill("SIGKILL");
    await hasExited;
  };
  return { port, address: publicAddress, site: `http://127.0.0.1:${String(port)}`, kill };
}

/** What a web process on the data of an installation is told. */
export async function webEnvironment(
  dataFolder: string,
  database = "postgres",
  variables: Record<string, string> = {},
): Promise<Record<string, string>> {
  const world = await embeddedWorld(dataFolder);
  const login = `palmares_web:${world.passwords.web}@127.0.0.1:${String(world.postgresPort)}`;
  const settings = parseEnvironment({
    ...storeSettings(world),
    DATABASE_URL_WEB: `postgres://${login}/${database}`,
    DATA_DIR: dataFolder,
    DEMO: "1",
    ...variables,
  });
  return processEnvironment("web", settings);
}
