import { randomBytes } from "node:crypto";
import { allowedOrigin, allowOrigin, corsRule, isVersioned } from "#db/bucket-settings.ts";
import { filesStore, labelStore, publicUrl, type Environment } from "#db/environment.ts";
import { ok, toKnow, wrong, type Finding } from "#db/examinations/finding.ts";
import { StoreUnavailable } from "#db/store-unavailable.ts";
import { ObjectStore, type StoreSettings } from "#db/files.ts";
import { clockFinding, hereAgainst } from "./clocks.ts";
import { lineOf, type Line } from "./line.ts";

type Action = "put" | "read" | "list" | "remove";
type Expectation = { about: string; store: StoreSettings; prefix: string; may: Action[]; mayNot: Action[] };

const all: Action[] = ["put", "read", "list", "remove"];

/** Both buckets with each key: what it must be able to do, what it must not, and what browsers may. */
export async function examineStore(settings: Environment): Promise<Line[]> {
  const stores = await lineOf("object store: keys", () => {
    expectations(settings);
    return ok("there is one for each process");
  });
  if (stores.level === "wrong") return [stores];
  const lines: Line[] = [];
  for (const expected of expectations(settings))
    lines.push(await lineOf(`object store, ${expected.about}`, () => rights(expected)));
  const files = filesStore("web", settings);
  return [
    ...lines,
    await lineOf("object store: pages that may upload (CORS)", () => cors(settings, files)),
    await lineOf("object store: versions", () => versions(settings, files)),
    await lineOf("object store: clock", async () => {
      const ahead = await hereAgainst(() => storeClock(files));
      return clockFinding("the store's", ahead);
    }),
  ];
}

function expectations(settings: Environment): Expectation[] {
  const files = filesStore("web", settings);
  const filesOfWorker = filesStore("worker", settings);
  const inbox = labelStore("inbox", settings);
  const withheld = labelStore("worker", settings);
  const prefix = "examination/";
  const none: Action[] = [];
  return [
    { about: "web key, files", store: files, prefix, may: all, mayNot: none },
    {
      about: "web key, withheld labels",
      store: { ...files, bucket: withheld.bucket },
      prefix,
      may: none,
      mayNot: all,
    },
    {
      about: "inbox key, inbox/",
      store: inbox,
      prefix: "inbox/examination-",
      may: ["put"],
      mayNot: ["read", "list", "remove"],
    },
    { about: "inbox key, elsewhere", store: inbox, prefix, may: none, mayNot: all },
    { about: "inbox key, files", store: { ...inbox, bucket: files.bucket }, prefix, may: none, mayNot: all },
    {
      about: "worker key, files",
      store: filesOfWorker,
      prefix,
      may: ["read", "list"],
      mayNot: ["put", "remove"],
    },
    {
      about: "worker key, withheld labels",
      store: withheld,
      prefix: "inbox/examination-",
      may: all,
      mayNot: none,
    },
  ];
}

/** Tries everything on an object that it makes, or that is not there, and leaves nothing where the key may remove it. */
async function rights({ store: settings, prefix, may, mayNot }: Expectation): Promise<Finding> {
  const store = new ObjectStore(settings);
  const key = prefix + randomBytes(12).toString("hex");
  const outcomes: Action[] = [];
  try {
    for (const action of all) if (await isAllowed(() => attempt(store, action, key))) outcomes.push(action);
  } finally {
    store.close();
  }
  const missing = may.filter((action) => !outcomes.includes(action));
  const tooMany = mayNot.filter((action) => outcomes.includes(action));
  if (missing.length > 0)
    return wrong(
      `this key may not ${missing.join(", ")} in ${settings.bucket}: see the policies in docs/installation.md`,
    );
  if (tooMany.length > 0)
    return wrong(
      `this key may ${tooMany.join(", ")} in ${settings.bucket}, and must not: give each process a key of its own by the policies in docs/installation.md`,
    );
  return ok(`may ${may.join(", ") || "do nothing"} in ${settings.bucket}, as meant`);
}

async function attempt(store: ObjectStore, action: Action, key: string): Promise<void> {
  if (action === "put") await store.put(key, new Uint8Array([10]), { contentType: "text/plain" });
  else if (action === "read") for await (const _ of (await store.read(key)).content);
  else if (action === "list") await store.list(key).next();
  else await store.remove(key);
}

/** @throws when the store could not say */
async function isAllowed(attempt: () => Promise<void>): Promise<boolean> {
  try {
    await attempt();
    return true;
  } catch (error) {
    // A refused key is unavailability to everybody else; what the store has said stands behind it.
    const said = error instanceof StoreUnavailable ? error.cause : error;
    if (!(said instanceof Error)) throw error;
    if (said.name === "NoSuchKey") return true;
    if (said.name === "AccessDenied") return false;
    throw error;
  }
}

async function cors(settings: Environment, files: StoreSettings): Promise<Finding> {
  const origin = new URL(publicUrl(settings)).origin;
  const before = await allowedOrigin(files, origin);
  if (before === null) return setCors(settings, files, origin);
  const stranger = await allowedOrigin(files, "https://a-stranger.example");
  if (stranger === null) return ok(`pages of ${origin} may send files, and no others`);
  return toKnow(
    `pages of any site may send files to ${files.bucket} once they have a link: allow ${origin} alone, ${JSON.stringify({ CORSRules: [corsRule(origin)] })}`,
  );
}

/** Sets the rule where a key that is known here may. */
async function setCors(settings: Environment, files: StoreSettings, origin: string): Promise<Finding> {
  const isSet = await allowOrigin(withCommonKey(settings, files), origin).then(
    () => true,
    () => false,
  );
  if (isSet && (await allowedOrigin(files, origin)) !== null)
    return ok(`pages of ${origin} may send files from now on: the rule was missing and has been set`);
  return wrong(
    `browsers may not send files to ${files.bucket}, and this key may not allow it. Set, as the bucket's owner (aws s3api put-bucket-cors): ${JSON.stringify({ CORSRules: [corsRule(origin)] })}`,
  );
}

/** With the key that was given for everything, which may be that of the buckets' owner; else with the one at hand. */
function withCommonKey(settings: Environment, store: StoreSettings): StoreSettings {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  if (accessKeyId === undefined || secretAccessKey === undefined) return store;
  return { ...store, accessKeyId, secretAccessKey };
}

async function versions(settings: Environment, files: StoreSettings): Promise<Finding> {
  const found = await isVersioned(withCommonKey(settings, files)).catch(() => null);
  if (found === true) return ok(`${files.bucket} keeps earlier versions`);
  const what = found === null ? "does not say whether it keeps" : "does not keep";
  return toKnow(
    `${files.bucket} ${what} earlier versions: with them, what a stolen key removes can be brought back`,
  );
}

/** Any answer has the time of whoever gave it. */
async function storeClock(settings: StoreSettings): Promise<Date> {
  const answer = await fetch(settings.endpoint, { method: "HEAD", signal: AbortSignal.timeout(5_000) });
  // It has no fractions of a second: half of one is the best guess.
  return new Date(Date.parse(answer.headers.get("date") ?? "") + 500);
}
