import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

type Import = [from: string, to: string];

/** One forbidden import for each rule of .dependency-cruiser.cjs: who imports what. */
const examples: Record<string, Import> = {
  "no-cycles": ["app/ui/about.ts", "app/ui/round.ts"],
  "scoring-is-pure": ["scoring/reads-a-file.ts", "node:fs"],
  "what-reads-foreign-files-has-no-way-out": ["scoring/engine/asks-db.ts", "db/client.ts"],
  "worker-knows-no-app": ["scoring/worker/asks-app.ts", "app/accounts/actor.ts"],
  "db-knows-no-app-nor-scoring": ["db/asks-scoring.ts", "scoring/metric.ts"],
  "vocabulary-is-a-leaf": ["db/vocabulary.ts", "db/clock.ts"],
  "only-server-modules-touch-the-database": ["app/teams/component.tsx", "db/client.ts"],
  "routes-have-no-query": ["app/routes/page.tsx", "db/client.ts"],
  "the-door-to-withheld-labels": ["app/submissions/read-labels.server.ts", "db/withheld.ts"],
  "features-know-no-http": ["app/teams/answer.server.ts", "app/http/handle.server.ts"],
  "ui-knows-no-feature": ["app/ui/knows-teams.tsx", "app/teams/rules.ts"],
};

/** What the same files may import. */
const allowed: Import[] = [
  ["scoring/worker/reads.ts", "db/client.ts"],
  ["app/challenges/publish-labels.server.ts", "db/withheld.ts"],
  ["app/teams/create-team.server.ts", "db/client.ts"],
  ["app/leaderboards/knows-left.ts", "app/submissions/rules.ts"],
  ["app/applications/knows-left.ts", "app/calls/rules.ts"],
  ["app/routes/leaderboard.tsx", "app/leaderboards/knows-left.ts"],
];

const rulesSchema = z.object({
  forbidden: z.array(z.object({ name: z.string(), to: z.object({ path: z.string().optional() }) })),
});
const reportSchema = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

const rules = rulesSchema.parse(createRequire(import.meta.url)(resolve(".dependency-cruiser.cjs"))).forbidden;
const forbidden = new Map(rules.map((rule) => [rule.name, exampleOf(rule)]));

/** The rules of each feature are made from one list, and so are their examples. */
function exampleOf({ name, to }: (typeof rules)[number]): Import {
  const [, feature = "", law] =
    /^(\w+)-(knows-only-what-stands-to-its-left|calls-no-other-features-verbs)$/.exec(name) ?? [];
  const [, other = ""] = /^\^app\/\((\w+)/.exec(to.path ?? "") ?? [];
  if (law === "knows-only-what-stands-to-its-left")
    return [`app/${feature}/looks-right.ts`, `app/${other}/rules.ts`];
  if (law !== undefined) return [`app/${feature}/calls.server.ts`, `app/${other}/verb.server.ts`];
  return examples[name] ?? ["no example", "of this rule"];
}

let folder: string;
let violations: { from: string; to: string; rule: string }[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "palmares-boundaries-"));
  for (const name of [".dependency-cruiser.cjs", "tsconfig.json", "package.json"])
    cpSync(name, join(folder, name));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  for (const [from, to] of [...forbidden.values(), ...allowed]) writeImport(from, to);
  writeImport("app/ui/round.ts", "app/ui/about.ts");
  const result = spawnSync(
    process.execPath,
    [
      resolve("node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
      "app",
      "db",
      "scoring",
      "-T",
      "json",
    ],
    { cwd: folder, encoding: "utf8" },
  );
  const report = reportSchema.parse(JSON.parse(result.stdout));
  violations = report.summary.violations.map(({ from, to, rule }) => ({ from, to, rule: rule.name }));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Adds an import to a file; the imported file exists afterwards. */
function writeImport(from: string, to: string): void {
  const isOwn = !to.startsWith("node:");
  const path = join(folder, from);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `import * as other from "${isOwn ? `#${to}` : to}";\nexport const used = other;\n`, {
    flag: "a",
  });
  if (!isOwn) return;
  mkdirSync(dirname(join(folder, to)), { recursive: true });
  writeFileSync(join(folder, to), "", { flag: "a" });
}

test.each([...forbidden])("the rule %s catches an import that it forbids", (rule, [from, to]) => {
  const found = violations.filter((one) => one.rule === rule && one.from === from);

  expect(found.map((one) => one.to.replace(/^node:/, ""))).toContain(to.replace(/^node:/, ""));
});

test("what is allowed is not reported", () => {
  for (const [from, to] of allowed)
    expect(violations.filter((one) => one.from === from && one.to === to)).toEqual([]);
});
