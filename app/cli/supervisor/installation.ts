import { existsSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "#db/client.ts";
import { connect, type Connections } from "#db/connections.ts";
import { environment, filesStore, labelStore, ownerUrl, type Environment } from "#db/environment.ts";
import { ObjectStore } from "#db/files.ts";
import { embeddedOwnerUrl, embeddedWorld, storeSettings } from "./embedded-world.ts";

/** Connects a maintenance command to the installation of this folder, which must be running: as the owner of the
 * tables, to participants' files with the key of the web process, and to withheld labels with that of the worker. */
export async function connectInstallation(): Promise<Connections> {
  const settings = await withStore(environment());
  return connect({
    database: openDatabase(await databaseOf(settings)),
    files: new ObjectStore(filesStore("web", settings)),
    labels: new ObjectStore(labelStore("worker", settings)),
  });
}

async function databaseOf(settings: Environment): Promise<string> {
  const isEmbedded =
    settings.DATABASE_URL === undefined && existsSync(join(settings.DATA_DIR, "embedded.json"));
  return isEmbedded ? embeddedOwnerUrl(settings.DATA_DIR) : ownerUrl(settings);
}

async function withStore(settings: Environment): Promise<Environment> {
  if (settings.S3_ENDPOINT !== undefined) return settings;
  return { ...settings, ...storeSettings(await embeddedWorld(settings.DATA_DIR)) };
}
