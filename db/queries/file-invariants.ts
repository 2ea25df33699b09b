import { createHash } from "node:crypto";
import { ownPrefix } from "../buckets/belonging.ts";
import type { Reader } from "../client.ts";
import type { ObjectStore } from "../files.ts";
import type { BrokenInvariant } from "./invariants.ts";
import { knownLabels, recordedObjects, unsightedObjects } from "./objects.ts";

export type FileChecks = {
  /** Withheld files; null where no key that reads them is at hand. */
  labels: ObjectStore | null;
  /** Whether every stored file is read and compared with the digest that was recorded. */
  digests: boolean;
};

/** What must hold of stored files: those that are named are there with the bytes that were recorded, and the others are
 * young or known to the sweep. */
export async function brokenFiles(
  db: Reader,
  files: ObjectStore,
  { labels, digests }: FileChecks,
): Promise<BrokenInvariant[]> {
  const sightings = await firstOf(unsightedObjects(db, files, await files.now()), 10);
  return [
    ...(await brokenIn(db, { bucket: "files", store: files, digests })),
    ...broken("every stored file is named, young or known to the sweep", sightings),
    ...(labels === null ? [] : await brokenIn(db, { bucket: "labels", store: labels, digests })),
    ...(labels === null ? [] : broken("every withheld file is named", await unnamedLabels(db, labels))),
  ];
}

const names = {
  files: {
    stored: "every file that is named is stored",
    unchanged: "every stored file has the bytes that were recorded",
  },
  labels: {
    stored: "every withheld file that is named is stored",
    unchanged: "every withheld file has the bytes that were recorded",
  },
};

type Bucket = { bucket: "files" | "labels"; store: ObjectStore; digests: boolean };

async function brokenIn(db: Reader, { bucket, store, digests }: Bucket): Promise<BrokenInvariant[]> {
  const recorded = await recordedObjects(db, bucket);
  const stored = new Set<string>();
  for await (const { key } of store.list("")) stored.add(key);
  const missing = recorded.filter(({ key }) => !stored.has(key)).map(({ key }) => key);
  const changed: string[] = [];
  for (const { key, sha256 } of digests ? recorded : []) {
    if (sha256 !== null && stored.has(key) && (await digestOf(store, key)) !== sha256) changed.push(key);
    if (changed.length === 10) break;
  }
  return [...broken(names[bucket].stored, missing), ...broken(names[bucket].unchanged, changed)];
}

/** What an examination of the inbox's key leaves, which may only put. */
const trialPrefix = "inbox/examination-";

/** What neither a label set nor a delivery names. */
async function unnamedLabels(db: Reader, labels: ObjectStore): Promise<string[]> {
  const named = await knownLabels(db);
  const unnamed: string[] = [];
  for await (const { key } of labels.list(""))
    if (!named.has(key) && ![ownPrefix, trialPrefix].some((prefix) => key.startsWith(prefix)))
      unnamed.push(key);
  return unnamed;
}

async function digestOf(store: ObjectStore, key: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of (await store.read(key)).content) hash.update(chunk);
  return hash.digest("hex");
}

function broken(name: string, examples: string[]): BrokenInvariant[] {
  return examples.length === 0 ? [] : [{ name, examples: examples.slice(0, 10) }];
}

async function firstOf(items: AsyncIterable<string>, count: number): Promise<string[]> {
  const first: string[] = [];
  for await (const item of items) {
    if (first.push(item) === count) break;
  }
  return first;
}
