import { databaseUrls, loginVariables, ownerUrl, type Environment } from "#db/environment.ts";
import type { ProcessKind } from "#db/vocabulary.ts";

const shared = [
  "NODE_ENV",
  "DATA_DIR",
  "DEMO",
  "LOG_LEVEL",
  "DATABASE_CONNECTIONS",
  "S3_ENDPOINT",
  "S3_PUBLIC_ENDPOINT",
  "S3_REGION",
] as const;
const buckets = ["S3_BUCKET_FILES", "S3_BUCKET_WITHHELD"] as const;
const webKey = ["S3_WEB_ACCESS_KEY_ID", "S3_WEB_SECRET_ACCESS_KEY"] as const;
const inboxKey = ["S3_INBOX_ACCESS_KEY_ID", "S3_INBOX_SECRET_ACCESS_KEY"] as const;
const workerKey = ["S3_WORKER_ACCESS_KEY_ID", "S3_WORKER_SECRET_ACCESS_KEY"] as const;
const oneKey = ["S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;

type Variable = keyof Environment;

const variablesOf: Record<ProcessKind, readonly Variable[]> = {
  web: [
    ...shared,
    ...buckets,
    ...oneKey,
    ...webKey,
    ...inboxKey,
    "PORT",
    "HOST",
    "PUBLIC_URL",
    "ALLOWED_HOSTS",
    "TRUST_PROXY",
    "DRAIN_SECONDS",
    "SHUTDOWN_SECONDS",
    "SMTP_URL",
  ],
  jobs: [
    ...shared,
    ...buckets,
    ...oneKey,
    ...webKey,
    "PUBLIC_URL",
    "SMTP_URL",
    "MAIL_FROM",
    "PORT",
    "SWEEP_OBJECTS",
    "JOURNAL_KEY",
    "JOURNAL_HEADS",
  ],
  worker: [...shared, ...buckets, ...oneKey, ...workerKey],
};

/** The variables that a process needs, and no other's credentials. */
export function processEnvironment(kind: ProcessKind, settings: Environment): Record<string, string> {
  const { url, directUrl } = databaseUrls(kind, settings);
  const { pooled, direct } = loginVariables(kind);
  return { ...chosen(settings, variablesOf[kind]), [pooled]: url, [direct]: directUrl };
}

/** The seed owns the tables, and files and labels as web does. It does not wait for the disk at each of its thousands of
 * commits: what a crash takes away is played again by the next start. */
export function seedEnvironment(settings: Environment): Record<string, string> {
  const url = new URL(ownerUrl(settings));
  url.searchParams.set("synchronous_commit", "off");
  return { ...chosen(settings, variablesOf.web), DATABASE_URL: url.href };
}

function chosen(settings: Environment, variables: readonly Variable[]): Record<string, string> {
  const pairs = variables.flatMap((name) => {
    const value = settings[name];
    if (value === undefined) return [];
    return [[name, typeof value === "boolean" ? (value ? "1" : "0") : String(value)]];
  });
  return { PATH: process.env["PATH"] ?? "", ...Object.fromEntries(pairs) };
}
