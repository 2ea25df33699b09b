import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { z } from "zod";
import type { Environment } from "#db/environment.ts";
import { runningPostgresUrl } from "#db/embedded/postgres.ts";
import { freePort, isFree } from "#db/embedded/ports.ts";
import type { ProcessKind } from "#db/vocabulary.ts";

const keySchema = z.object({ id: z.string(), secret: z.string() });

const worldSchema = z.object({
  postgresPort: z.number(),
  storePort: z.number(),
  passwords: z.object({ web: z.string(), jobs: z.string(), worker: z.string() }),
  keys: z.object({ web: keySchema, inbox: keySchema, worker: keySchema }),
});

/** Ports and secrets of the embedded parts; made once and kept beside the data. */
export type EmbeddedWorld = z.infer<typeof worldSchema>;

/** Reads what an earlier start has chosen, or chooses now. */
export async function embeddedWorld(dataFolder: string): Promise<EmbeddedWorld> {
  // Entered by the user that runs PostgreSQL, listed by nobody else; what is secret inside is closed by itself.
  mkdirSync(dataFolder, { recursive: true, mode: 0o711 });
  const path = join(dataFolder, "embedded.json");
  if (existsSync(path)) return worldSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  const secret = () => randomBytes(24).toString("hex");
  const key = (name: string) => ({ id: `${name}-${randomBytes(6).toString("hex")}`, secret: secret() });
  const world: EmbeddedWorld = {
    postgresPort: await freePort(),
    storePort: await freePort(),
    passwords: { web: secret(), jobs: secret(), worker: secret() },
    keys: { web: key("web"), inbox: key("inbox"), worker: key("worker") },
  };
  remember(path, world);
  return world;
}

/** As `embeddedWorld`, for whoever is about to listen: a port that something else on this machine has taken since the last
 * start, a copy of the same data among them, is given up for a free one. */
export async function settledWorld(dataFolder: string): Promise<EmbeddedWorld> {
  const world = await embeddedWorld(dataFolder);
  const settled = async (port: number) => ((await isFree(port)) ? port : await freePort());
  const [postgresPort, storePort] = [await settled(world.postgresPort), await settled(world.storePort)];
  if (postgresPort === world.postgresPort && storePort === world.storePort) return world;
  const moved = { ...world, postgresPort, storePort };
  remember(join(dataFolder, "embedded.json"), moved);
  return moved;
}

function remember(path: string, world: EmbeddedWorld): void {
  writeFileSync(path, JSON.stringify(world, null, 2), { mode: 0o600 });
  chmodSync(path, 0o600);
}

/** How processes reach the embedded database, each with its own login.
 * @param ownerUrl connection of the cluster's superuser */
export function databaseSettings(world: EmbeddedWorld, ownerUrl: string) {
  const url = (kind: ProcessKind) =>
    `postgres://palmares_${kind}:${world.passwords[kind]}@127.0.0.1:${String(world.postgresPort)}/postgres`;
  return {
    DATABASE_URL: ownerUrl,
    DATABASE_URL_WEB: url("web"),
    DATABASE_URL_JOBS: url("jobs"),
    DATABASE_URL_WORKER: url("worker"),
  };
}

/** The owner's connection to the embedded database of a data folder. */
export async function embeddedOwnerUrl(dataFolder: string): Promise<string> {
  const { postgresPort } = await embeddedWorld(dataFolder);
  return runningPostgresUrl(join(dataFolder, "postgres"), postgresPort);
}

/** Gives each process's role a login with its own password.
 * @param ownerUrl connection of the cluster's superuser */
export async function ensureLogins(ownerUrl: string, world: EmbeddedWorld): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    for (const [kind, password] of Object.entries(world.passwords)) {
      // The password is 48 hexadecimal digits of our own making.
      await sql.unsafe(`alter role palmares_${kind} login password '${password}'`);
    }
  } finally {
    await sql.end();
  }
}

/** How processes reach the embedded object store, each with its own key. */
export function storeSettings(world: EmbeddedWorld) {
  return {
    S3_ENDPOINT: `http://127.0.0.1:${String(world.storePort)}`,
    S3_WEB_ACCESS_KEY_ID: world.keys.web.id,
    S3_WEB_SECRET_ACCESS_KEY: world.keys.web.secret,
    S3_INBOX_ACCESS_KEY_ID: world.keys.inbox.id,
    S3_INBOX_SECRET_ACCESS_KEY: world.keys.inbox.secret,
    S3_WORKER_ACCESS_KEY_ID: world.keys.worker.id,
    S3_WORKER_SECRET_ACCESS_KEY: world.keys.worker.secret,
  };
}

/** Environment of the embedded object store. */
export function storeEnvironment(
  world: EmbeddedWorld,
  settings: Environment,
  origins: string[],
): Record<string, string> {
  const files = settings.S3_BUCKET_FILES;
  const withheld = settings.S3_BUCKET_WITHHELD;
  const all = ["get", "put", "list", "delete"];
  const keys = [
    { key: world.keys.web, rights: [{ bucket: files, actions: all }] },
    { key: world.keys.inbox, rights: [{ bucket: withheld, prefix: "inbox/", actions: ["put"] }] },
    {
      key: world.keys.worker,
      rights: [
        { bucket: files, actions: ["get", "list"] },
        { bucket: withheld, actions: all },
      ],
    },
  ].map(({ key, rights }) => ({ accessKeyId: key.id, secretAccessKey: key.secret, rights }));
  return {
    OBJECT_STORE_DIR: join(settings.DATA_DIR, "objects"),
    OBJECT_STORE_PORT: String(world.storePort),
    OBJECT_STORE_BUCKETS: `${files},${withheld}`,
    OBJECT_STORE_ORIGINS: origins.join(","),
    OBJECT_STORE_KEYS: JSON.stringify(keys),
  };
}
