import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { examinationPage } from "#app/applications/examination-pages.server.ts";
import { action } from "#app/routes/call-organise.tsx";
import type { Database } from "#db/client.ts";
import { db } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { insertSession } from "#db/queries/accounts.ts";
import { people } from "#db/schema/accounts.ts";
import { beginEvaluation, makeClosedCall, makePersonAt } from "#tests/support/jury-world.ts";
import { useWebWorld } from "#tests/support/web-world.ts";

let owner: Database;
useWebWorld((given) => {
  owner = given;
});

test("whoever gets a role while the jury is at work sees nothing of an application that names them", async () => {
  const slug = "late";
  const call = await makeClosedCall(owner, slug, [
    { title: "Alpha", lead: "CHU de Valmont", person: "Armand Tessereau" },
    { title: "Beta", lead: "Institut Ardant", person: "Noé Castelline" },
  ]);
  await beginEvaluation(call.organiser, slug);
  const named = await makePersonAt("Noé Castelline", "late-officer.test");
  const [account] = await owner.db.select().from(people).where(eq(people.id, named.id));
  const tokenHash = fingerprintOf("organiser");
  await insertSession(db(), { tokenHash, personId: call.organiser.id, days: 1 });
  const fields = { intent: "member", email: account?.email ?? "", role: "officer" };
  const request = new Request(`http://palmares.invalid/en/calls/${slug}/organise`, {
    method: "POST",
    headers: { Cookie: "palmares=organiser" },
    body: new URLSearchParams(fields),
  });

  await action({ request, params: { locale: "en", slug }, context: {} });

  const seen = (await examinationPage(named, slug)).applications.map(({ title }) => title);
  expect(seen).toEqual(["Alpha"]);
});
