import type { Person } from "#app/accounts/actor.ts";
import { acceptRules } from "#app/challenges/accept-rules.server.ts";
import { addChallengeFile } from "#app/challenges/add-challenge-file.server.ts";
import { createChallenge } from "#app/challenges/create-challenge.server.ts";
import { publishLabels } from "#app/challenges/publish-labels.server.ts";
import { createTeam } from "#app/teams/create-team.server.ts";
import { db } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { newId } from "#db/ids.ts";
import { people } from "#db/schema/accounts.ts";
import type { DisplayRule, PhaseId } from "#db/vocabulary.ts";
import { specificationSchema } from "#scoring/spec.ts";
import { registerLabels } from "#scoring/worker/register-labels.ts";

const both = (text: string) => ({ en: text, fr: text });

/** Four cases, two public and two private. */
export const labelFile = "id,truth,usage\na,1,public\nb,0,public\nc,1,private\nd,0,private\n";
export const perfectFile = "id,truth\na,0.9\nb,0.1\nc,0.8\nd,0.2\n";

export async function makePerson(name: string, isAdministrator = false): Promise<Person> {
  const id = newId("person");
  await db()
    .insert(people)
    .values({ id, email: `${id}@test.invalid`, displayName: name, locale: "en", isAdministrator });
  return {
    kind: "person",
    id,
    displayName: name,
    locale: "en",
    emailConfirmed: true,
    isAdministrator,
    scopes: null,
  };
}

type Options = {
  slug?: string;
  dailyLimit?: number | null;
  closesAt?: Date;
  displayRule?: DisplayRule;
  labels?: string;
};

/** An open challenge with labels and a sample, and a competitor who may submit. */
export async function makeChallenge(options: Options = {}) {
  const { slug = "trial", dailyLimit = 5, closesAt, displayRule = "plain", labels = labelFile } = options;
  const organiser = await makePerson("Organiser", true);
  const specification = specificationSchema.parse({
    id: "id",
    usage: "usage",
    labels: ["truth"],
    predictions: ["truth"],
    target: "probability",
    positive: "1",
    metrics: [{ metric: "roc_auc" }, { metric: "log_loss" }],
  });
  const words = {
    title: both("Trial"),
    summary: both("Trial"),
    description: both("Trial"),
    dataDescription: both("Trial"),
  };
  const limits = { maxFileBytes: 10_000_000, dailyLimit, totalLimit: null, maxTeamSize: 3 };
  const content = {
    slug,
    ...words,
    ...limits,
    organisers: [],
    stain: "he" as const,
    timeZone: "Europe/Paris",
    publishedAt: new Date(),
  };
  const dates = {
    opensAt: new Date(Date.now() - 86_400_000),
    closesAt: closesAt ?? new Date(Date.now() + 86_400_000),
  };
  const phase = { name: both("Phase"), ...dates, displayRule, specification };
  const { id, phases } = await createChallenge(organiser, {
    content,
    rules: both("Be fair."),
    phases: [phase],
    organisers: [organiser.id],
  });
  const phaseId: PhaseId = phases[0] ?? "phase_";
  const sample = {
    kind: "sample_submission" as const,
    position: 1,
    fileName: "sample.csv",
    description: both("Sample"),
    mediaType: "text/csv",
  };
  await addChallengeFile(organiser, {
    challengeId: id,
    ...sample,
    content: Buffer.from(labels.replace(/^(\w+),[01],\w+$/gm, "$1,0.5").replace(",usage", "")),
  });
  await registerLabels(await publishLabels(organiser, phaseId, Buffer.from(labels)));
  const competitor = await makeCompetitor(slug, "Team one");
  return { slug, challengeId: id, phaseId, organiser, competitor };
}

export async function makeCompetitor(slug: string, team: string): Promise<Person> {
  const person = await makePerson(team);
  await acceptRules(person, slug);
  await createTeam(person, slug, { name: team, affiliation: null });
  return person;
}

/** A received file with some content. */
export function fileOf(content: string | Uint8Array) {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const sha256 = fingerprintOf(bytes);
  return {
    sizeBytes: bytes.byteLength,
    sha256,
    async *read() {
      yield bytes;
    },
  };
}

export const plainDetails = {
  fileName: "predictions.csv",
  note: null,
  origin: "api" as const,
  idempotencyKey: null,
};
