import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addChallengeFile } from "#app/challenges/add-challenge-file.server.ts";
import { createChallenge } from "#app/challenges/create-challenge.server.ts";
import { publishLabels } from "#app/challenges/publish-labels.server.ts";
import { db } from "#db/connections.ts";
import {
  currentVersions,
  deliveryAnswer,
  filesOf,
  phasesOf,
  publishedChallenge,
  type PhaseRow,
} from "#db/queries/challenges.ts";
import { generatedGlomeruli, glomeruliLabels, glomeruliPredictions } from "#db/seed/nephrograd/cases.ts";
import { nephrogradContent, nephrogradSpecification } from "#db/seed/nephrograd/content.ts";
import { demonstrationRules } from "#db/seed/rules-text.ts";
import { tissuenetContent, tissuenetSpecification } from "#db/seed/tissuenet/content.ts";
import { generatedSlides, labelFile, predictionFile } from "#db/seed/tissuenet/slides.ts";
import { wdbcContent, wdbcSpecification } from "#db/seed/wdbc/content.ts";
import type { Bilingual, ChallengeId, PhaseId, Stain } from "#db/vocabulary.ts";
import { specificationSchema } from "#scoring/spec.ts";
import type { SeededChallenge } from "./histories.ts";
import type { DemonstrationPeople } from "./people.ts";
import { waitUntil } from "./wait-until.ts";

const dayMs = 86_400_000;
const isOpen = { opens: -61, closes: 365 };

type SeedFile = {
  fileName: string;
  kind: "sample_submission" | "data";
  description: Bilingual;
  content: Buffer;
};

type SeedChallenge = {
  content: typeof wdbcContent | typeof tissuenetContent | typeof nephrogradContent;
  /** Days from the seed, negative before it. */
  opens: number;
  closes: number;
  specification: unknown;
  stain: Stain;
  files: SeedFile[];
  labels: Buffer;
};

const sample: Bilingual = {
  en: "Sample submission: every identifier, with the prediction of somebody who knows nothing",
  fr: "Fichier d’exemple\u00a0: tous les identifiants, avec la prédiction de qui ne sait rien",
};

/** Creates the challenges where they are missing: words, files, labels through the inbox. */
export async function ensureChallenges(people: DemonstrationPeople, now: Date): Promise<SeededChallenge[]> {
  const challenges: SeededChallenge[] = [];
  for (const seed of [nephrograd(), tissuenet(), wdbc()])
    challenges.push({ slug: seed.content.slug, phase: await ensureChallenge(seed, people, now) });
  return challenges;
}

function wdbc(): SeedChallenge {
  const read = (name: string) => readFileSync(join("db", "seed", "wdbc", name));
  return {
    content: wdbcContent,
    ...isOpen,
    specification: wdbcSpecification,
    stain: "ihc",
    labels: read("labels.csv"),
    files: [
      {
        fileName: "sample_submission.csv",
        kind: "sample_submission",
        description: sample,
        content: read("sample_submission.csv"),
      },
      {
        fileName: "train.csv",
        kind: "data",
        description: {
          en: "341 training cases with their diagnosis",
          fr: "341 cas d’apprentissage avec leur diagnostic",
        },
        content: read("train.csv"),
      },
      {
        fileName: "test.csv",
        kind: "data",
        description: { en: "228 test cases without diagnosis", fr: "228 cas de test sans diagnostic" },
        content: read("test.csv"),
      },
    ],
  };
}

function tissuenet(): SeedChallenge {
  const slides = generatedSlides();
  const content = Buffer.from(predictionFile(slides, () => 0));
  return {
    content: tissuenetContent,
    ...isOpen,
    specification: tissuenetSpecification,
    stain: "he",
    labels: Buffer.from(labelFile(slides)),
    files: [{ fileName: "sample_submission.csv", kind: "sample_submission", description: sample, content }],
  };
}

/** Has ended, and shows its final ranking. */
function nephrograd(): SeedChallenge {
  const glomeruli = generatedGlomeruli();
  const uninformed = glomeruliPredictions(
    glomeruli,
    glomeruli.map(() => 0.5),
  );
  return {
    content: nephrogradContent,
    opens: -240,
    closes: -75,
    specification: nephrogradSpecification,
    stain: "pas",
    labels: Buffer.from(glomeruliLabels(glomeruli)),
    files: [
      {
        fileName: "sample_submission.csv",
        kind: "sample_submission",
        description: sample,
        content: Buffer.from(uninformed),
      },
    ],
  };
}

async function ensureChallenge(
  seed: SeedChallenge,
  people: DemonstrationPeople,
  now: Date,
): Promise<PhaseRow> {
  const found = await publishedChallenge(db(), seed.content.slug);
  const id = found?.id ?? (await create(seed, people, now));
  await ensureFiles(id, seed.files, people);
  const [phase] = await phasesOf(db(), id);
  if (phase === undefined) throw new Error(`The challenge ${seed.content.slug} has no phase.`);
  await ensureLabels(phase.id, seed.labels, people);
  return phase;
}

async function create(seed: SeedChallenge, people: DemonstrationPeople, now: Date): Promise<ChallengeId> {
  const { title, summary, description, dataDescription, organisers } = seed.content;
  const created = await createChallenge(people.admin, {
    content: {
      slug: seed.content.slug,
      title,
      summary,
      description,
      dataDescription,
      organisers: [...organisers],
      stain: seed.stain,
      timeZone: "Europe/Paris",
      maxFileBytes: 200_000_000,
      dailyLimit: 20,
      totalLimit: null,
      maxTeamSize: 6,
      publishedAt: new Date(now.getTime() + seed.opens * dayMs),
    },
    rules: demonstrationRules,
    phases: [
      {
        name: { en: "Public phase", fr: "Phase publique" },
        opensAt: new Date(now.getTime() + seed.opens * dayMs),
        closesAt: new Date(now.getTime() + seed.closes * dayMs),
        displayRule: "plain",
        specification: specificationSchema.parse(seed.specification),
      },
    ],
    organisers: [people.organiser.id],
  });
  return created.id;
}

async function ensureFiles(
  challengeId: ChallengeId,
  files: SeedFile[],
  people: DemonstrationPeople,
): Promise<void> {
  const present = new Set((await filesOf(db(), challengeId)).map((file) => file.fileName));
  for (const [index, file] of files.entries()) {
    if (present.has(file.fileName)) continue;
    await addChallengeFile(people.organiser, {
      ...file,
      challengeId,
      position: index + 1,
      mediaType: "text/csv",
    });
  }
}

async function ensureLabels(phaseId: PhaseId, labels: Buffer, people: DemonstrationPeople): Promise<void> {
  if ((await currentVersions(db(), phaseId)).labelSet !== null) return;
  const delivery = await publishLabels(people.organiser, phaseId, labels);
  await waitUntil("a scoring worker that registers the labels", async () => {
    const answer = await deliveryAnswer(db(), delivery);
    if (answer?.refusalCode != null) throw new Error(`The labels were refused: ${answer.refusalCode}`);
    return answer?.labelSetId ?? null;
  });
}
