import { existsSync } from "node:fs";
import { join } from "node:path";
import { connectOwner } from "#db/connect-process.ts";
import type { Connections } from "#db/connections.ts";
import { environment, type Environment } from "#db/environment.ts";
import { databaseSettings, embeddedOwnerUrl, embeddedWorld, storeSettings } from "./embedded-world.ts";

/** Connects a maintenance command to the installation of this folder, which must be running: as the owner of the
 * tables, to participants' files with the key of the web process, and to withheld labels with that of the worker. */
export async function connectInstallation(): Promise<Connections> {
  return connectOwner(await installationSettings(environment()), "worker");
}

/** The environment, and beside it where the embedded parts of this folder are, as `npm start` has told its processes. */
export async function installationSettings(settings: Environment): Promise<Environment> {
  if (!existsSync(join(settings.DATA_DIR, "embedded.json"))) return settings;
  const world = await embeddedWorld(settings.DATA_DIR);
  const database = settings.DATABASE_URL ?? settings.DATABASE_URL_DIRECT;
  return {
    ...settings,
    ...(database === undefined ? databaseSettings(world, await embeddedOwnerUrl(settings.DATA_DIR)) : {}),
    ...(settings.S3_ENDPOINT === undefined ? storeSettings(world) : {}),
  };
}
