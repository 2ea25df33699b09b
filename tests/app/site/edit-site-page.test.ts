import { afterAll, beforeAll, expect, test } from "vitest";
import { visitor } from "#app/accounts/actor.ts";
import { editSitePage } from "#app/site/edit-site-page.server.ts";
import { sitePage, sitePageEditor } from "#app/site/pages.server.ts";
import { db, files } from "#db/connections.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { makePerson } from "#tests/support/challenge.ts";
import { refusedWith } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await freshWorld();
});
afterAll(async () => {
  expect(await brokenInvariants(db(), files())).toEqual([]);
  await world.close();
});

const written = { titleFr: "Vos données", contentFr: "Peu.", titleEn: "Your data", contentEn: "**Little**." };

test("an edited page shows in both languages, cleaned of what could run, and can be restored", async () => {
  const admin = await makePerson("Admin", true);
  const { version, en: first } = await sitePageEditor(admin, "privacy");
  const contentEn = "**Little**.<script>alert(1)</script> [x](javascript:alert(1))";

  await editSitePage(admin, "privacy", { ...written, contentEn, intent: "save", version });

  expect(await sitePage(visitor, "privacy", "fr")).toMatchObject({ title: "Vos données", mayEdit: false });
  const { html } = await sitePage(admin, "privacy", "en");
  expect(html).toContain("<strong>Little</strong>");
  expect(html).not.toMatch(/script|javascript/);
  const edited = await sitePageEditor(admin, "privacy");
  await editSitePage(admin, "privacy", { ...written, intent: "restore", version: edited.version });
  expect((await sitePageEditor(admin, "privacy")).en).toEqual(first);
});

test("of two who edit the same version, the second is told", async () => {
  const admin = await makePerson("Admin", true);
  const { version } = await sitePageEditor(admin, "contact");
  const save = () => editSitePage(admin, "contact", { ...written, intent: "save", version });

  const outcomes = await Promise.allSettled([save(), save()]);

  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(save()).rejects.toEqual(refusedWith("edited_meanwhile"));
});

test("nobody but an administrator edits, and no page is invented", async () => {
  const somebody = await makePerson("Somebody");
  const admin = await makePerson("Admin", true);
  const form = { ...written, intent: "save", version: "original" } as const;

  await expect(editSitePage(somebody, "privacy", form)).rejects.toEqual(
    refusedWith("administrator_required"),
  );
  await expect(editSitePage(visitor, "privacy", form)).rejects.toEqual(refusedWith("sign_in_required"));
  await expect(editSitePage(admin, "constructor", form)).rejects.toEqual(refusedWith("not_found"));
});
