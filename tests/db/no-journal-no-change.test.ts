import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginApplication } from "#app/applications/begin-application.server.ts";
import { submitApplication } from "#app/applications/submit-application.server.ts";
import { withdrawApplication } from "#app/applications/withdraw-application.server.ts";
import { moveDeadline } from "#app/calls/move-deadline.server.ts";
import { publishLabels } from "#app/challenges/publish-labels.server.ts";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { createInvitation } from "#app/teams/create-invitation.server.ts";
import { leaveTeam } from "#app/teams/leave-team.server.ts";
import { db } from "#db/connections.ts";
import { cutoffs } from "#db/schema/calls.ts";
import { both, makeCall, makeDraft } from "#tests/support/call.ts";
import {
  fileOf,
  labelFile,
  makeChallenge,
  makePerson,
  perfectFile,
  plainDetails,
} from "#tests/support/challenge.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let trial: Awaited<ReturnType<typeof makeChallenge>>;
let call: Awaited<ReturnType<typeof makeCall>>;
let draft: Awaited<ReturnType<typeof makeDraft>>;
let before: Map<string, string>;

beforeAll(async () => {
  world = await freshWorld();
  trial = await makeChallenge();
  call = await makeCall();
  draft = await makeDraft(call.slug);
  await db().execute(sql`alter function append_audit_event rename to no_journal`);
  before = await contents();
});
afterAll(() => world.close());

/** Every table of the site with what is in it. */
async function contents(): Promise<Map<string, string>> {
  const tables = await db().execute<{ name: string }>(
    sql`select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname in ('public', 'withheld', 'graphile_worker') order by 1`,
  );
  const found = new Map<string, string>();
  for (const { name } of tables) {
    const [row] = await db().execute<{ digest: string }>(
      sql.raw(`select md5(coalesce(string_agg(t::text, ',' order by t::text), '')) as digest from ${name} t`),
    );
    found.set(name, row?.digest ?? "");
  }
  return found;
}

const verbs: [string, () => Promise<unknown>][] = [
  [
    "an upload",
    () =>
      submitPredictions(trial.competitor, trial.slug, { file: fileOf(perfectFile), details: plainDetails }),
  ],
  ["labels", () => publishLabels(trial.organiser, trial.phaseId, Buffer.from(labelFile))],
  ["an invitation", () => createInvitation(trial.competitor, trial.slug)],
  ["leaving a team", () => leaveTeam(trial.competitor, trial.slug)],
  ["beginning an application", async () => beginApplication(await makePerson("Late"), call.slug, "en")],
  ["submitting an application", () => submitApplication(draft.person, draft.code)],
  ["withdrawing an application", () => withdrawApplication(draft.person, draft.code)],
  [
    "moving a deadline",
    async () => {
      const [cutoff] = await db().select().from(cutoffs);
      if (cutoff === undefined) throw new Error("no cut-off");
      const closesAt = new Date(cutoff.closesAt.getTime() + 1000);
      return moveDeadline(call.organiser, call.slug, {
        cutoffId: cutoff.id,
        closesAt,
        reason: both("later"),
      });
    },
  ],
];

test.each(verbs)("where the journal cannot be written, nothing happens: %s", async (_, verb) => {
  await expect(verb()).rejects.toMatchObject({ cause: { code: "42883" } });

  const after = await contents();
  // Somebody was made for the trial; they have nothing.
  for (const one of [before, after]) one.delete("public.people");
  expect(after).toEqual(before);
});
