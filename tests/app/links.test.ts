import { afterAll, beforeAll, expect, test } from "vitest";
import { beginDocument } from "#app/applications/add-document.server.ts";
import { documentAnswer } from "#app/http/document-answer.server.ts";
import { publicFileAnswer } from "#app/http/public-file-answer.server.ts";
import { beginUpload } from "#app/submissions/begin-upload.server.ts";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { db, files } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { challengeFiles } from "#db/schema/challenges.ts";
import { submissions } from "#db/schema/submissions.ts";
import { makeCall, makeDraft, smallForm, both } from "#tests/support/call.ts";
import { fileOf, makeChallenge, perfectFile, plainDetails } from "#tests/support/challenge.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await freshWorld();
});
afterAll(() => world.close());

const lifetimeOf = (url: string) => Number(new URL(url).searchParams.get("X-Amz-Expires"));
const minutes = 60;

test("a link to a download lives for minutes, one to a document for an hour, one to a part no longer than its upload", async () => {
  const { slug, competitor } = await makeChallenge({ slug: "links" });
  const [sample] = await db().select().from(challengeFiles);
  if (sample === undefined) throw new Error("The challenge has no file.");
  const announced = { fileName: "p.csv", sizeBytes: 1000, sha256: "0".repeat(64), note: null };
  const upload = await beginUpload(competitor, slug, announced);
  const form = {
    ...smallForm,
    sections: [
      ...smallForm.sections,
      { id: "files", title: both("Files"), fields: [{ type: "document", id: "plan", label: both("Plan") }] },
    ],
  };
  const call = await makeCall({ slug: "links", form });
  const draft = await makeDraft(call.slug, "Sender");
  const document = { field: "plan", fileName: "plan.pdf", sizeBytes: 1000 };

  const large = await publicFileAnswer({ ...sample, sizeBytes: 2 ** 30 });
  const download = lifetimeOf(large.headers.get("Location") ?? "");
  expect(download).toBeGreaterThan(0);
  expect(download).toBeLessThanOrEqual(5 * minutes);
  const { url } = await beginDocument(draft.person, draft.code, document);
  expect(lifetimeOf(url)).toBeLessThanOrEqual(60 * minutes);
  const part = lifetimeOf(upload.parts[0]?.url ?? "");
  expect(part).toBeGreaterThan(0);
  expect(part).toBeLessThanOrEqual(24 * 60 * minutes);
});

test("a file is stored under a type of ours and leaves as an attachment only", async () => {
  const { slug, competitor } = await makeChallenge({ slug: "types" });
  await submitPredictions(competitor, slug, {
    file: fileOf(perfectFile),
    details: { ...plainDetails, fileName: "page.html" },
  });
  const [row] = await db().select().from(submissions);
  const link = await files().signedDownload(row?.objectKey ?? "", {
    ...{ fileName: "page.html", expiresSeconds: 60 },
  });
  const answer = await fetch(link);

  expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment;/);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(await answer.text()).toBe(perfectFile);
});

test("a document is sent by the site itself, in a sandbox, never as a link to the store", async () => {
  const content = "%PDF-1.7";
  await files().put("documents/one", Buffer.from(content), { contentType: "application/octet-stream" });
  const document = {
    ...{ objectKey: "documents/one", fileName: "plan.pdf", mediaType: "application/pdf" },
    ...{ sizeBytes: content.length, sha256: fingerprintOf(content) },
  };

  for (const isDownload of [true, false]) {
    const answer = await documentAnswer(document, isDownload);

    expect([answer.status, answer.headers.get("Location")]).toEqual([200, null]);
    expect(answer.headers.get("Content-Security-Policy")).toMatch(/^sandbox; default-src 'none'/);
    expect(answer.headers.get("Cache-Control")).toBe("private, no-store");
    expect(answer.headers.get("Content-Disposition")).toMatch(isDownload ? /^attachment;/ : /^inline;/);
    expect(await answer.text()).toBe(content);
  }
});
