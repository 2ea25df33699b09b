import { openDatabase } from "#db/client.ts";
import { openExamined } from "#db/connect-process.ts";
import { loginVariables, ownerUrl, type Environment } from "#db/environment.ts";
import { processExaminations } from "#db/examinations/all.ts";
import type { Examined } from "#db/examinations/examined.ts";
import { ok, toKnow, wrong, type Finding } from "#db/examinations/finding.ts";
import { examineRowSecurity } from "#db/examinations/row-security.ts";
import { examineSchema } from "#db/examinations/schema.ts";
import { processKinds, type ProcessKind } from "#db/vocabulary.ts";
import { clockFinding, hereAgainst } from "./clocks.ts";
import { lineOf, type Line } from "./line.ts";

/** The database as each process whose login is known here sees it, then as its owner does. */
export async function examineDatabase(settings: Environment, isEmbedded: boolean): Promise<Line[]> {
  const lines: Line[] = [];
  for (const kind of processKinds) lines.push(...(await examineProcess(kind, settings)));
  return [...lines, ...(await examineOwner(settings, isEmbedded))];
}

async function examineProcess(kind: ProcessKind, settings: Environment): Promise<Line[]> {
  const about = (name: string) => `database, ${kind}: ${name}`;
  const { pooled } = loginVariables(kind);
  if (settings[pooled] === undefined)
    return [{ about: about("login"), ...toKnow(`${pooled} is not set here: not examined`) }];
  const opened: Examined[] = [];
  const reached = await lineOf(about("address"), async () => {
    opened.push(await openExamined(kind, settings));
    return ok("answers");
  });
  const [examined] = opened;
  if (examined === undefined) return [reached];
  try {
    const lines = [{ about: about("statements"), ...statements(examined) }];
    for (const [name, examine] of Object.entries(processExaminations))
      lines.push(await lineOf(about(name), () => examine(examined)));
    if (kind === "web") lines.push(await lineOf("database: clock", () => clock(examined)));
    return lines;
  } finally {
    await examined.database.close();
  }
}

function statements({ address }: Examined): Finding {
  if (!address.isPooled) return ok("PostgreSQL itself; statements are kept");
  return address.keepsStatements
    ? ok("a pooler that knows kept statements")
    : toKnow(
        "a pooler that does not know kept statements, so each is planned anew: PgBouncer 1.21 or later with max_prepared_statements is faster",
      );
}

async function clock({ database }: Examined): Promise<Finding> {
  const ahead = await hereAgainst(async () => {
    const [row] = await database.sql<{ now: Date }[]>`select clock_timestamp() as now`;
    return row?.now ?? new Date();
  });
  return clockFinding("the database's", ahead);
}

async function examineOwner(settings: Environment, isEmbedded: boolean): Promise<Line[]> {
  if ((settings.DATABASE_URL_DIRECT ?? settings.DATABASE_URL) === undefined)
    return [
      {
        about: "database, owner",
        ...toKnow("DATABASE_URL is not set here, as it need not be where nothing is migrated"),
      },
    ];
  const database = openDatabase(ownerUrl(settings), { connections: 1 });
  try {
    return [
      await lineOf("database, owner: role", async () => {
        const [row] = await database.sql<{ isSuperuser: boolean }[]>`
          select rolsuper as "isSuperuser" from pg_roles where rolname = session_user`;
        if (row?.isSuperuser !== true || isEmbedded) return ok("owns the tables");
        return toKnow(
          "the owner is a superuser, which it need not be; docs/installation.md makes one that is not",
        );
      }),
      await lineOf("database, owner: schema", () => examineSchema({ database })),
      await lineOf("database, owner: row-level security", () => examineRowSecurity({ database })),
      await lineOf("database: connections", async () => {
        const [row] = await database.sql<{ most: number }[]>`
          select setting::int as most from pg_settings where name = 'max_connections'`;
        const most = row?.most ?? 0;
        const used = 3 * settings.DATABASE_CONNECTIONS + 24;
        return used > most
          ? wrong(
              `one process of each kind may open ${String(used)} connections, and PostgreSQL takes ${String(most)}: lower DATABASE_CONNECTIONS`,
            )
          : ok(
              `one process of each kind opens ${String(used)} at most, and PostgreSQL takes ${String(most)}`,
            );
      }),
    ];
  } finally {
    await database.close();
  }
}
