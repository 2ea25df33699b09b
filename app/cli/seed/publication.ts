import type { Person } from "#app/accounts/actor.ts";
import { decisionsPage } from "#app/decisions/pages.server.ts";
import { approveLaureateText } from "#app/laureates/approve-laureate.server.ts";
import { ownTextPage, publicationOf, publicationPage } from "#app/laureates/publication-pages.server.ts";
import { proposeLaureate } from "#app/laureates/propose-laureate.server.ts";
import { publishLaureate } from "#app/laureates/publish-laureate.server.ts";
import { ownedApplication } from "#db/queries/applications.ts";
import { callBySlug } from "#db/queries/calls.ts";
import { preventionCall, proposedChange, type InventedLaureate } from "#db/seed/calls/prevention-2026.ts";
import { asViewer } from "#db/viewer.ts";
import { demonstrationAccounts } from "./people.ts";

const { slug } = preventionCall;

export type Applicants = { person: Person; one: InventedLaureate }[];

/** The text about each laureate goes through all hands; then a change is proposed to the demonstration's applicant,
 * which waits. */
export async function playPublication(organiser: Person, applicants: Applicants): Promise<void> {
  const { laureates } = await publicationPage(organiser, slug, "fr");
  const { rows } = await decisionsPage(organiser, slug, "fr");
  const waiting = laureates.filter(({ publishedAt }) => publishedAt === null).map(({ code }) => code);
  for (const { person, one } of applicants) {
    const code = await codeOf(person);
    if (code === null || !waiting.includes(code)) continue;
    const place = rows.find((row) => row.code === code)?.ranked?.rank ?? 1;
    await publish(organiser, { person, one, code, place });
    if (one.person === demonstrationAccounts.applicant.displayName) await change(organiser, code);
  }
}

async function codeOf(person: Person): Promise<string | null> {
  return asViewer(person.id, async (tx) => {
    const call = await callBySlug(tx, slug);
    const own = call === null ? null : await ownedApplication(tx, call.id, person.id);
    return own?.code ?? null;
  });
}

type Laureate = { person: Person; one: InventedLaureate; code: string; place: number };

async function publish(organiser: Person, { person, one, code, place }: Laureate): Promise<void> {
  const at = { slug, code };
  const { words, revision } = await publicationOf(organiser, at, "fr");
  const proposed = { ...words, title: one.title, summary: one.summary };
  await proposeLaureate(
    organiser,
    at,
    { ...proposed, citation: one.citation, place, saysAmount: true },
    revision,
  );
  const own = await ownTextPage(person, code, "fr");
  const named = { ...own.words, people: one.named };
  await approveLaureateText(person, code, { ...named, seen: own.revision, haveAgreed: true });
  await publishLaureate(organiser, at, own.revision + 1);
}

/** What is public stays as it is until the applicant has approved this. */
async function change(organiser: Person, code: string): Promise<void> {
  const { words, citation, place, saysAmount, revision } = await publicationOf(
    organiser,
    { slug, code },
    "fr",
  );
  const proposed = { ...words, summary: proposedChange, citation, place: place ?? 1, saysAmount };
  await proposeLaureate(organiser, { slug, code }, proposed, revision);
}
