import { asc, eq } from "drizzle-orm";
import type { Person } from "#app/accounts/actor.ts";
import { ruleAdmissibility } from "#app/applications/rule-admissibility.server.ts";
import { acceptInvitation } from "#app/reviews/answer-invitation.server.ts";
import { declareInterests } from "#app/reviews/declare-interests.server.ts";
import { inviteJuror } from "#app/reviews/invite-juror.server.ts";
import { interestsPage } from "#app/reviews/reading-pages.server.ts";
import { db } from "#db/connections.ts";
import { callBySlug } from "#db/queries/calls.ts";
import { examinedApplications } from "#db/queries/examined-applications.ts";
import { jurorsOf } from "#db/queries/juries.ts";
import { letters } from "#db/schema/platform.ts";
import type { InventedJuror } from "#db/seed/calls/care-path-2026.ts";
import { asViewer } from "#db/viewer.ts";
import { demonstrationAccounts, inventedAddress } from "./people.ts";

export type Judging = { person: Person; profile: InventedJuror };

/** By the letter, as everybody: its link is what accepts. */
export async function invite(organiser: Person, slug: string, { person, profile }: Judging): Promise<void> {
  const call = await callBySlug(db(), slug);
  const invited = call === null ? [] : await jurorsOf(db(), call.id);
  if (invited.some(({ displayName }) => displayName === profile.name)) return;
  const email = emailOf(person, profile);
  const { name, organisation, expertise, languages, maxLoad } = profile;
  const words = { email, name, organisation, expertise, languages };
  await inviteJuror(organiser, slug, { ...words, minLoad: 6, maxLoad, locale: "fr" });
  const written = await db()
    .select({ body: letters.body })
    .from(letters)
    .where(eq(letters.recipient, email))
    .orderBy(asc(letters.id));
  const key = written.flatMap(({ body }) => /jury-invitation\?key=([\w-]+)/.exec(body)?.[1] ?? []).at(-1);
  if (key !== undefined) await acceptInvitation(person, key);
}

function emailOf({ displayName }: Person, { domain }: InventedJuror): string {
  if (displayName === demonstrationAccounts.juror.displayName) return demonstrationAccounts.juror.email;
  return inventedAddress(displayName, domain);
}

const rulingsAtOnce = 6;

/** Every application is found admissible. */
export async function admitAll(organiser: Person, slug: string): Promise<void> {
  const call = await callBySlug(db(), slug);
  if (call === null) return;
  const rows = await asViewer(organiser.id, (tx) => examinedApplications(tx, call.id, organiser.id));
  const waiting = rows.filter(({ state }) => state === "submitted");
  const ruling = { outcome: "admissible" as const, reasons: { en: "", fr: "" } };
  const officer = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      await ruleAdmissibility(organiser, { slug, code: next.code }, ruling);
  };
  await Promise.all(Array.from({ length: rulingsAtOnce }, officer));
}

/** A juror answers for every name of the list.
 * @param tie the name with which this juror has a tie */
export async function declare(slug: string, { person }: Judging, tie: string | null): Promise<void> {
  const { lines, sweptAt } = await interestsPage(person, slug, "fr");
  if (sweptAt !== null) return;
  const said = lines.map(({ key, label }) => ({
    ...{ key, hasTie: label === tie },
    nature: label === tie ? "Nous dirigeons ensemble une thèse depuis 2024." : "",
  }));
  await declareInterests(person, slug, said);
}
