import type { Environment } from "../environment.ts";
import type { Examined } from "./examined.ts";
import { ok, wrong, type Finding } from "./finding.ts";

/** Passwords that come with examples and installers: whoever tries any, tries these. */
const known = new Set([
  "admin",
  "administrator",
  "changeme",
  "change-me",
  "demo-palmares",
  "minioadmin",
  "palmares",
  "password",
  "postgres",
  "root",
  "secret",
  "test",
]);
const shortest = 8;

/** Whether a secret of this process is a known one, its own login's name, or short. No secret is said. */
export function examineSecrets({ settings }: Pick<Examined, "settings">): Finding {
  if (settings.NODE_ENV !== "production") return ok("secrets are not examined outside production");
  const weak = [...passwords(settings), ...storeSecrets(settings)]
    .filter(({ secret, name }) => isWeak(secret, name))
    .map(({ variable }) => variable);
  if (weak.length === 0) return ok("no secret is short or known");
  return wrong(`The secret in ${weak.join(", ")} is short or known to everybody: choose another.`);
}

type Secret = { variable: string; name: string; secret: string };

function passwords(settings: Environment): Secret[] {
  return Object.entries(settings).flatMap(([variable, value]) => {
    if (!/^(DATABASE_URL|SMTP_URL)/.test(variable) || typeof value !== "string") return [];
    const { username, password } = new URL(value);
    // Certificates, the system's own accounts and password files need none here.
    return password === ""
      ? []
      : [{ variable, name: decodeURIComponent(username), secret: decodeURIComponent(password) }];
  });
}

function storeSecrets(settings: Environment): Secret[] {
  return (["S3", "S3_WEB", "S3_INBOX", "S3_WORKER"] as const).flatMap((prefix) => {
    const secret = settings[`${prefix}_SECRET_ACCESS_KEY`];
    if (secret === undefined) return [];
    const name = settings[`${prefix}_ACCESS_KEY_ID`] ?? "";
    return [{ variable: `${prefix}_SECRET_ACCESS_KEY`, name, secret }];
  });
}

function isWeak(secret: string, name: string): boolean {
  const plain = secret.toLowerCase();
  return secret.length < shortest || known.has(plain) || plain === name.toLowerCase();
}
