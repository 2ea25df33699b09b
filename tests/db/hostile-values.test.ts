import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { saveAnswers } from "#app/applications/save-answers.server.ts";
import { board } from "#app/leaderboards/pages.server.ts";
import { createTeam } from "#app/teams/create-team.server.ts";
import { db } from "#db/connections.ts";
import { answersByField } from "#db/queries/applications.ts";
import { applications } from "#db/schema/applications.ts";
import { teams } from "#db/schema/teams.ts";
import { asViewer } from "#db/viewer.ts";
import { makeCall, makeDraft } from "#tests/support/call.ts";
import { makeChallenge, makePerson } from "#tests/support/challenge.ts";
import { refusedCode } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await freshWorld();
});
afterAll(() => world.close());

const hostile = [
  ...[
    "'; drop table teams; --",
    "' or '1'='1",
    '" or ""="',
    "\\'; select 1; --",
    "$1",
    "%",
    "_",
    "%' escape '\\",
  ],
  ...[
    "$$; delete from teams; $$",
    "{1,2}",
    "ARRAY[1]",
    "null",
    "'||(select 1)||'",
    "; -- ",
    "/* */",
    "\\x00",
    "$.a ? (@ == 1)",
  ],
];

test("texts that look like SQL come back as they were written, and change nothing else", async () => {
  const { slug } = await makeChallenge({ slug: "values" });
  const { slug: callSlug } = await makeCall({ slug: "values" });
  const { person, code } = await makeDraft(callSlug, "Values");
  let base = 0;
  for (const [index, text] of hostile.entries()) {
    const captain = await makePerson("Captain");
    const id = await createTeam(captain, slug, { name: `${String(index)}${text}`, affiliation: text });
    const [row] = await db().select().from(teams).where(eq(teams.id, id));
    expect([row?.name, row?.affiliation]).toEqual([`${String(index)}${text}`, text]);

    const saved = await saveAnswers(person, code, [{ field: "why", value: text, base }]);
    base = saved.revision;
    const kept = await asViewer(person.id, async (tx) => {
      const [found] = await tx.select().from(applications).where(eq(applications.code, code));
      return found === undefined ? {} : answersByField(tx, found.id);
    });
    expect(kept).toMatchObject({ why: text });
  }
  expect(await db().$count(teams)).toBe(hostile.length + 1);
});

test("addresses that look like SQL name nothing", async () => {
  for (const text of hostile) {
    expect(await refusedCode(board(text, {}, new Date()))).toBe("challenge_not_found");
    const person = await makePerson("Curious");
    expect(await refusedCode(saveAnswers(person, text, []))).toBe("application_not_found");
  }
});

/** The files of a folder with their text. */
const sources = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ name: join(folder, name), text: readFileSync(join(folder, name), "utf8") }));

test("no statement is put together from text", () => {
  const raw = ["app", "db", "scoring"]
    .flatMap(sources)
    .filter(({ text }) => /\bsql\.raw\(|\.unsafe\(/.test(text))
    .map(({ name }) => name);

  // Names and passwords of roles and names of tables are no parameters: the installation has made them itself. The last one
  // hands on what Drizzle has written, with its parameters.
  expect(raw.sort()).toEqual([
    "app/cli/supervisor/embedded-world.ts",
    "db/examinations/role.ts",
    "db/prepared-statements.ts",
    "db/rights/roles.ts",
    "db/rights/row-security.ts",
  ]);
});
