import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { computeRanking, requestRanking } from "#app/reviews/compute-ranking.server.ts";
import { rankingPage } from "#app/reviews/ranking-page.server.ts";
import { reviewsPage } from "#app/reviews/reading-pages.server.ts";
import { reviewPage } from "#app/reviews/review-page.server.ts";
import type { Database } from "#db/client.ts";
import { conflicts } from "#db/schema/juries.ts";
import {
  assign,
  beginEvaluation,
  callIdOf,
  judge,
  makeClosedCall,
  makeJuror,
  sweep,
} from "#tests/support/jury-world.ts";
import { useWebWorld } from "#tests/support/web-world.ts";

// The verbs run with the web process's own rights, row-level security included; what they did is read by the owner.
let owner: Database;
useWebWorld((given) => {
  owner = given;
});

const files = [
  { title: "Alpha", lead: "CHU de Valmont", person: "Armand Tessereau" },
  { title: "Beta", lead: "Institut Ardant", person: "Noé Castelline" },
];

test("from the invitation to the ranking: jurors sweep, read what is theirs, mark, and the jury sees an order", async () => {
  const call = await makeClosedCall(owner, "path", files);
  const [alpha = "", beta = ""] = call.codes;
  const one = await makeJuror(owner, call, { name: "Maud Lescure", organisation: "Univ. de Brévannes" });
  const two = await makeJuror(owner, call, { name: "Ivan Thévenard", organisation: "Labo Sérac" });
  await beginEvaluation(call.organiser, "path");

  expect(await sweep(one.person, "path")).toBe(0);
  expect(await sweep(two.person, "path", ["Institut Ardant"])).toBe(0);

  const states = await owner.db
    .select()
    .from(conflicts)
    .where(eq(conflicts.callId, await callIdOf("path")));
  const stateOf = (person: string) =>
    states
      .filter(({ personId }) => personId === person)
      .map(({ state }) => state)
      .sort();
  expect(stateOf(one.person.id)).toEqual(["none_declared", "none_declared"]);
  expect(stateOf(two.person.id)).toEqual(["declared", "none_declared"]);

  await assign(call, [
    [alpha, one.jurorId],
    [beta, one.jurorId],
    [alpha, two.jurorId],
  ]);
  const list = await reviewsPage(one.person, "path", "en");
  expect(list.rows.map(({ title }) => title).sort()).toEqual(["Alpha", "Beta"]);
  const page = await reviewPage(one.person, { slug: "path", code: alpha }, "en");
  // What only the administration needs does not reach a juror.
  expect(JSON.stringify(page)).not.toContain("IBAN");
  expect(page.peers).toBeNull();

  await judge(one.person, "path", alpha, 4);
  await judge(one.person, "path", beta, 2);
  await judge(two.person, "path", alpha, 5);
  const peers = (await reviewPage(one.person, { slug: "path", code: alpha }, "en")).peers;
  // One criterion of weight 2, marked 5 of 5: all of it.
  expect(peers?.map(({ name, total }) => [name, total])).toEqual([["Ivan Thévenard", 100]]);

  await requestRanking(call.organiser, "path", 1);
  await computeRanking({ callId: await callIdOf("path"), personId: call.organiser.id, places: 1 });
  const { ranking } = await rankingPage(call.organiser, "path", "en");
  // (80 + 100) / 2 and 40, by hand.
  expect(ranking?.rows.map(({ title, mean }) => [title, mean])).toEqual([
    ["Alpha", 90],
    ["Beta", 40],
  ]);
  expect(ranking?.noCalibration).toEqual({ code: "too_few_jurors", jurors: 2 });
});
