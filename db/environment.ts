import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import { z } from "zod";
import type { StoreSettings } from "./files.ts";
import type { Locale, ProcessKind } from "./vocabulary.ts";

const url = z.url();
const text = z.string().min(1);
/** Names in lower case, separated by commas. */
const list = z.string().transform((names) =>
  names
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== ""),
);
const flag = z.enum(["0", "1"]).transform((value) => value === "1");

/** Every variable that Palmarès reads; `.env.example` documents each. An empty variable counts as absent. */
const schema = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  HOST: text.optional(),
  DATA_DIR: text.default(".data"),
  DEMO: flag.optional(),
  PUBLIC_URL: url.optional(),
  ALLOWED_HOSTS: list.default([]),
  TRUST_PROXY: z.coerce.number().int().min(0).default(0),
  DRAIN_SECONDS: z.coerce.number().min(0).max(600).default(5),
  SHUTDOWN_SECONDS: z.coerce.number().min(0).max(3_600).default(25),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug"]).default("info"),
  SWEEP_OBJECTS: flag.default(true),
  JOURNAL_KEY: text.optional(),
  JOURNAL_HEADS: text.default("store,log"),
  SMTP_URL: url.optional(),
  MAIL_FROM: text.default("Palmarès <no-reply@localhost>"),
  DATABASE_URL: url.optional(),
  DATABASE_URL_DIRECT: url.optional(),
  DATABASE_URL_WEB: url.optional(),
  DATABASE_URL_WEB_DIRECT: url.optional(),
  DATABASE_URL_JOBS: url.optional(),
  DATABASE_URL_JOBS_DIRECT: url.optional(),
  DATABASE_URL_WORKER: url.optional(),
  DATABASE_URL_WORKER_DIRECT: url.optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(1).max(1_000).default(10),
  S3_ENDPOINT: url.optional(),
  S3_PUBLIC_ENDPOINT: url.optional(),
  S3_REGION: text.default("us-east-1"),
  S3_BUCKET_FILES: text.default("palmares-files"),
  S3_BUCKET_WITHHELD: text.default("palmares-withheld"),
  S3_ACCESS_KEY_ID: text.optional(),
  S3_SECRET_ACCESS_KEY: text.optional(),
  S3_WEB_ACCESS_KEY_ID: text.optional(),
  S3_WEB_SECRET_ACCESS_KEY: text.optional(),
  S3_INBOX_ACCESS_KEY_ID: text.optional(),
  S3_INBOX_SECRET_ACCESS_KEY: text.optional(),
  S3_WORKER_ACCESS_KEY_ID: text.optional(),
  S3_WORKER_SECRET_ACCESS_KEY: text.optional(),
});

export type Environment = z.infer<typeof schema>;
export const variableNames = Object.keys(schema.shape);

let parsed: Environment | null = null;

/** The environment, read and checked once; `.env` fills in what is not set.
 * @throws Error with a sentence that names each wrong variable */
export function environment(): Environment {
  if (parsed === null) {
    readEnvFile();
    parsed = parseEnvironment(process.env);
  }
  return parsed;
}

/** Read by itself, since a log is made before anybody asks for the environment, whose reading it must not hasten. A wrong
 * level is said when that is read. */
export function logLevel(): Environment["LOG_LEVEL"] {
  readEnvFile();
  return schema.shape.LOG_LEVEL.catch("info").parse(process.env["LOG_LEVEL"]);
}

function readEnvFile(): void {
  if (existsSync(".env")) loadEnvFile(".env");
}

/** Reads variables.
 * @throws Error with a sentence that names each wrong one */
export function parseEnvironment(variables: Record<string, string | undefined>): Environment {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  const sentences = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment cannot be used. ${sentences.join("; ")}. See .env.example.`);
}

/** The names of the variables with the login of a kind of process. */
export function loginVariables(kind: ProcessKind) {
  return (
    {
      web: { pooled: "DATABASE_URL_WEB", direct: "DATABASE_URL_WEB_DIRECT" },
      jobs: { pooled: "DATABASE_URL_JOBS", direct: "DATABASE_URL_JOBS_DIRECT" },
      worker: { pooled: "DATABASE_URL_WORKER", direct: "DATABASE_URL_WORKER_DIRECT" },
    } as const
  )[kind];
}

/** The database as one process sees it, under a login of its own.
 * @returns `url`, behind which a pooler may stand, and `directUrl` for what needs a session
 * @throws Error when it is not given: the owner's login, even with fewer rights, can take them all back */
export function databaseUrls(
  kind: ProcessKind,
  settings = environment(),
): { url: string; directUrl: string } {
  const names = loginVariables(kind);
  const url = settings[names.pooled];
  if (url === undefined)
    throw new Error(
      `${names.pooled} is missing: each process needs a login of its own, that of the role palmares_${kind}. See docs/installation.md.`,
    );
  return { url, directUrl: settings[names.direct] ?? url };
}

/** The database as the owner of its tables sees it, for migrations and maintenance, which need a session.
 * @throws Error when it is not given */
export function ownerUrl(settings = environment()): string {
  const url = settings.DATABASE_URL_DIRECT ?? settings.DATABASE_URL;
  if (url === undefined) throw new Error("DATABASE_URL is missing. See .env.example.");
  return url;
}

/** The bucket of participants' files, with the key of a process. */
export function filesStore(kind: ProcessKind, settings = environment()): StoreSettings {
  const [id, secret] =
    kind === "worker"
      ? [settings.S3_WORKER_ACCESS_KEY_ID, settings.S3_WORKER_SECRET_ACCESS_KEY]
      : [settings.S3_WEB_ACCESS_KEY_ID, settings.S3_WEB_SECRET_ACCESS_KEY];
  return store(settings, settings.S3_BUCKET_FILES, id, secret);
}

/** The bucket of withheld labels: the worker's key reads, the other one only leaves files in the inbox. */
export function labelStore(kind: "inbox" | "worker", settings = environment()): StoreSettings {
  const [id, secret] =
    kind === "worker"
      ? [settings.S3_WORKER_ACCESS_KEY_ID, settings.S3_WORKER_SECRET_ACCESS_KEY]
      : [settings.S3_INBOX_ACCESS_KEY_ID, settings.S3_INBOX_SECRET_ACCESS_KEY];
  return store(settings, settings.S3_BUCKET_WITHHELD, id, secret);
}

function store(
  settings: Environment,
  bucket: string,
  id: string | undefined,
  secret: string | undefined,
): StoreSettings {
  const endpoint = settings.S3_ENDPOINT;
  const accessKeyId = id ?? settings.S3_ACCESS_KEY_ID;
  const secretAccessKey = secret ?? settings.S3_SECRET_ACCESS_KEY;
  if (endpoint === undefined || accessKeyId === undefined || secretAccessKey === undefined) {
    throw new Error("S3_ENDPOINT and its keys are missing. See .env.example.");
  }
  const publicEndpoint = settings.S3_PUBLIC_ENDPOINT ?? endpoint;
  return { endpoint, publicEndpoint, region: settings.S3_REGION, bucket, accessKeyId, secretAccessKey };
}

/** Address of the site in links and letters, without a slash at the end. */
export function publicUrl(settings = environment()): string {
  return (settings.PUBLIC_URL ?? `http://localhost:${String(settings.PORT)}`).replace(/\/$/, "");
}

/** Address of a page in a language, as links in letters and open data give it.
 * @param path without a slash at its beginning */
export function pageAddress(locale: Locale, path: string): string {
  return `${publicUrl()}/${locale}/${path}`;
}
