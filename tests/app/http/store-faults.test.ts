import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { beginDocument } from "#app/applications/add-document.server.ts";
import { addCallDocument } from "#app/calls/add-call-document.server.ts";
import { visibleCallDocument } from "#app/calls/pages.server.ts";
import { visitor } from "#app/accounts/actor.ts";
import { documentAnswer } from "#app/http/document-answer.server.ts";
import { handleFile } from "#app/http/handle.server.ts";
import { publicFileAnswer } from "#app/http/public-file-answer.server.ts";
import { beginUpload } from "#app/submissions/begin-upload.server.ts";
import { sampleContent } from "#app/submissions/pages.server.ts";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { connect, connections, db, files, inTransaction } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { evaluations, quotaCounters } from "#db/schema/submissions.ts";
import { isUnavailable } from "#db/unavailable.ts";
import { score } from "#scoring/worker/score.ts";
import { both, makeCall, makeDraft } from "#tests/support/call.ts";
import { fileOf, makeChallenge, perfectFile, plainDetails } from "#tests/support/challenge.ts";
import { startStoreProxy, storeFaults, type StoreFault } from "#tests/support/fault-proxy.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let proxy: Awaited<ReturnType<typeof startStoreProxy>>;
let trial: Awaited<ReturnType<typeof makeChallenge>>;
let call: Awaited<ReturnType<typeof makeCall>>;
let draft: Awaited<ReturnType<typeof makeDraft>>;
let guide: Awaited<ReturnType<typeof visibleCallDocument>>;

const form = {
  titleField: "title",
  sections: [
    {
      id: "one",
      title: both("One"),
      fields: [
        { type: "short_text", id: "title", label: both("Title"), maxCharacters: 80 },
        { type: "organisation", id: "lead", label: both("Lead") },
        { type: "document", id: "plan", label: both("Plan"), maxMegabytes: 1 },
      ],
    },
  ],
};

beforeAll(async () => {
  world = await freshWorld();
  trial = await makeChallenge({ dailyLimit: 100 });
  call = await makeCall({ slug: "faulty", form });
  draft = await makeDraft(call.slug);
  const id = await addCallDocument(call.organiser, call.slug, {
    ...{ title: both("Guide"), fileName: "guide.pdf", mediaType: "application/pdf" },
    content: Buffer.from(`%PDF-1.7 ${"words ".repeat(500)}`),
  });
  guide = await visibleCallDocument(visitor, id);
  proxy = await startStoreProxy(world.storePort);
  connect({ ...connections(), files: world.filesThrough(proxy.endpoint) });
});
afterEach(() => {
  proxy.state.fault = null;
});
afterAll(async () => {
  expect(await brokenInvariants(db(), files())).toEqual([]);
  await proxy.stop();
  await world.close();
});

async function failureUnder(fault: StoreFault, work: () => Promise<unknown>): Promise<unknown> {
  proxy.state.fault = fault;
  try {
    return await work().then(
      () => "no failure",
      (error: unknown) => (isUnavailable(error) ? "unavailable" : error),
    );
  } finally {
    proxy.state.fault = null;
  }
}

const submit = () =>
  submitPredictions(trial.competitor, trial.slug, { file: fileOf(perfectFile), details: plainDetails });
const file = { field: "plan", fileName: "plan.pdf", sizeBytes: 5 };
const announced = { sizeBytes: 9_000_000, sha256: "0".repeat(64), fileName: "p.csv", note: null };

const reads = {
  "a document": () => documentAnswer(guide, false),
  "a published file": () => publicFileAnswer(guide),
  "a sample": () => sampleContent(trial.slug),
};
const writes = {
  "a document that is begun": () => beginDocument(draft.person, draft.code, file),
  "a large file that is begun": () => beginUpload(trial.competitor, trial.slug, announced),
  "a submission": submit,
};
const onWrites = ["403", "500", "503", "reset"] as const;

describe.each(storeFaults)("a store that answers with %s", (fault) => {
  test.each(Object.entries(reads))("is unavailable to %s", async (_name, read) => {
    expect(await failureUnder(fault, read)).toBe("unavailable");
    await expect(read()).resolves.toBeDefined();
  });

  test("costs a submission nothing, which is scored when the store is well", async () => {
    const id = await submit();
    const [row] = await db().select().from(evaluations).where(eq(evaluations.submissionId, id));
    if (row === undefined) throw new Error("There is no evaluation.");
    const used = await db().select().from(quotaCounters);

    expect(await failureUnder(fault, () => score(row.id, "a worker"))).not.toBe("no failure");

    const now = async () => (await db().select().from(evaluations).where(eq(evaluations.id, row.id)))[0];
    expect(await now()).toMatchObject({ state: "queued", attempts: 0, failureClass: null });
    expect(await db().select().from(quotaCounters)).toEqual(used);
    await score(row.id, "a worker");
    expect(await now()).toMatchObject({ state: "scored" });
  });
});

describe.each(onWrites)("a store that answers with %s", (fault) => {
  test.each(Object.entries(writes))(
    "is unavailable to %s, of which nothing is left",
    async (_name, write) => {
      const before = await db().select().from(evaluations);

      expect(await failureUnder(fault, write)).toBe("unavailable");

      expect(await db().select().from(evaluations)).toEqual(before);
    },
  );
});

test("a store that says nothing is unavailable within seconds, and holds no connection meanwhile", async () => {
  proxy.state.fault = "silence";
  const waiting = Array.from({ length: 12 }, () => beginDocument(draft.person, draft.code, file));
  const outcomes = Promise.allSettled(waiting);
  await new Promise((resume) => setTimeout(resume, 1_000));

  // Ten connections: if they were held, this would wait for the store.
  const first = await Promise.race([
    db()
      .execute("select 1")
      .then(() => "database"),
    outcomes,
  ]);

  expect(first).toBe("database");
  const failures = (await outcomes).map((one) => one.status === "rejected" && isUnavailable(one.reason));
  expect(failures).toEqual(waiting.map(() => true));
}, 120_000);

test("a file's address says in the reader's language that the store is away, and when to come back", async () => {
  proxy.state.fault = "other bytes";
  const request = new Request("http://palmares.invalid/call-document/x", {
    headers: { "Accept-Language": "fr" },
  });

  const answer = await handleFile(request, () => publicFileAnswer(guide));

  expect(answer.status).toBe(503);
  expect(answer.headers.get("Retry-After")).toMatch(/^\d+$/);
  expect(await answer.text()).toContain("Le site est momentanément indisponible");
});

test("of a large file that is another one, the end never comes", async () => {
  const content = Buffer.alloc(17 * 2 ** 20, "a");
  const stored = { objectKey: "calls/large", sizeBytes: content.byteLength, sha256: fingerprintOf(content) };
  await files().put(stored.objectKey, content, { contentType: "text/plain" });
  const large = { ...stored, fileName: "large.txt", mediaType: "text/plain" };
  expect((await (await publicFileAnswer(large)).arrayBuffer()).byteLength).toBe(content.byteLength);
  proxy.state.fault = "other bytes";

  await expect(publicFileAnswer(large).then((answer) => answer.arrayBuffer())).rejects.toThrow();
}, 60_000);

test("a store that sends a byte now and then is unavailable: no reader and no job waits for it for hours", async () => {
  const content = Buffer.alloc(200_000, "a");
  const stored = { objectKey: "calls/slow", sizeBytes: content.byteLength, sha256: fingerprintOf(content) };
  await files().put(stored.objectKey, content, { contentType: "text/plain" });
  proxy.state.fault = "slowness";

  const answer = publicFileAnswer({ ...stored, fileName: "slow.txt", mediaType: "text/plain" });

  expect(await answer.then(() => "answered", isUnavailable)).toBe(true);
}, 120_000);

test("a transaction that waits for the store is a fault of ours, which tests find", async () => {
  await expect(inTransaction(() => files().head("anything"))).rejects.toThrow("waits for the network");
});
