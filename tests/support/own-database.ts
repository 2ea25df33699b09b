import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { openExamined } from "#db/connect-process.ts";
import { parseEnvironment } from "#db/environment.ts";
import { processExaminations } from "#db/examinations/all.ts";
import { migrate } from "#db/migrate.ts";
import { processKinds, type ProcessKind } from "#db/vocabulary.ts";

/** A database as an institution's administrator makes it: its owner is no superuser, each process has a login. */
export type OwnDatabase = {
  ownerUrl: string;
  urlOf: (kind: ProcessKind) => string;
  login: (kind: ProcessKind) => string;
  password: string;
  /** Drops the database and its logins. */
  drop: () => Promise<void>;
};

type Recipe = {
  /** Who makes the roles of the processes: the server's administrator, as logins, or the owner, who then makes the logins. */
  rolesMadeBy: "administrator" | "owner";
  /** False when the roles are there already, and others use them. */
  ownsRoles?: boolean;
};

/** Makes a database, its owner and logins by the recipe of docs/installation.md, and migrates it as its owner. */
export async function makeOwnDatabase(superuserUrl: string, recipe: Recipe): Promise<OwnDatabase> {
  const { rolesMadeBy, ownsRoles = true } = recipe;
  const name = `own_${randomBytes(4).toString("hex")}`;
  const password = randomBytes(12).toString("hex");
  const isDirect = rolesMadeBy === "administrator" && ownsRoles;
  const login = (kind: ProcessKind) => (isDirect ? `palmares_${kind}` : `${name}_${kind}`);
  const urlOf = (user: string) => {
    const url = new URL(superuserUrl);
    Object.assign(url, { username: user, password, pathname: `/${name}` });
    return url.href;
  };
  const ownerUrl = urlOf(name);
  const makeLogins = (url: string) =>
    withClient(url, async (sql) => {
      for (const kind of processKinds) {
        const member = isDirect ? "" : ` in role palmares_${kind}`;
        await sql.unsafe(`create role ${login(kind)} login password '${password}'${member}`);
      }
    });
  await withClient(superuserUrl, async (sql) => {
    await sql.unsafe(
      `create role ${name} login ${rolesMadeBy === "owner" ? "createrole " : ""}password '${password}'`,
    );
    await sql.unsafe(`create database ${name} owner ${name}`);
  });
  if (rolesMadeBy === "administrator") await makeLogins(superuserUrl);
  await migrate(ownerUrl);
  if (rolesMadeBy === "owner") await makeLogins(ownerUrl);
  const drop = () =>
    withClient(superuserUrl, async (sql) => {
      await sql.unsafe(`drop database ${name} with (force)`);
      for (const kind of processKinds) await sql.unsafe(`drop role ${login(kind)}`);
      if (ownsRoles && !isDirect)
        for (const kind of processKinds) await sql.unsafe(`drop role palmares_${kind}`);
      await sql.unsafe(`drop role ${name}`);
    });
  return { ownerUrl, urlOf: (kind) => urlOf(login(kind)), login, password, drop };
}

/** What the examinations of a start say of a process with these addresses.
 * @returns the sentences of what is wrong, by the name of the examination; empty when it would start */
export async function wrongWith(
  kind: ProcessKind,
  variables: Record<string, string>,
): Promise<Record<string, string>> {
  const examined = await openExamined(kind, parseEnvironment({ NODE_ENV: "test", ...variables }));
  const found: Record<string, string> = {};
  try {
    for (const [name, examine] of Object.entries(processExaminations)) {
      const { level, sentence } = await examine(examined);
      if (level === "wrong") found[name] = sentence;
    }
  } finally {
    await examined.database.close();
  }
  return found;
}

/** One connection, for as long as the work takes. */
export async function withClient<Result>(
  url: string,
  work: (sql: postgres.Sql) => Promise<Result>,
): Promise<Result> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
