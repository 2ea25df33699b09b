import PDFDocument from "pdfkit";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginDocument, completeDocument } from "#app/applications/add-document.server.ts";
import { checkDocument } from "#app/applications/check-document.server.ts";
import { inspectPdf } from "#app/applications/inspect-pdf.server.ts";
import { readableDocument } from "#app/applications/pages.server.ts";
import { saveAnswers } from "#app/applications/save-answers.server.ts";
import { submitApplication } from "#app/applications/submit-application.server.ts";
import type { Person } from "#app/accounts/actor.ts";
import { files } from "#db/connections.ts";
import type { Database } from "#db/client.ts";
import { newId } from "#db/ids.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { applicationSubmissions, documents } from "#db/schema/applications.ts";
import { asOwner, both, makeCall, makeDraft, smallForm } from "#tests/support/call.ts";
import { makePerson } from "#tests/support/challenge.ts";
import { pdfOfReferences } from "#tests/support/hostile-files.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

async function pdf({
  pages = 1,
  attachment = false,
  ...options
}: { pages?: number; attachment?: boolean; userPassword?: string } = {}): Promise<Buffer> {
  const document = new PDFDocument(options);
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on("end", resolve));
  for (let page = 1; page < pages; page++) document.addPage();
  document.text("words");
  if (attachment) document.file(Buffer.from("inside"), { name: "inside.txt" });
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** A PDF that runs a script when it is opened, written by hand. */
function scriptedPdf(): Buffer {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
  ];
  let body = "%PDF-1.4\n";
  const offsets = objects.map((content, index) => {
    const at = body.length;
    body += `${String(index + 1)} 0 obj\n${content}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  return Buffer.from(
    `${body}xref\n0 4\n0000000000 65535 f \n${table}trailer << /Size 4 /Root 1 0 R >>\nstartxref\n${String(body.length)}\n%%EOF`,
  );
}

const inspected = (bytes: Uint8Array) => inspectPdf({ at: { bytes }, sizeBytes: bytes.byteLength });

describe("what a file turns out to be", () => {
  test("a PDF has its pages counted", async () => {
    expect(await inspected(await pdf({ pages: 3 }))).toEqual({ pages: 3 });
  });

  test.each([
    ["a web page", "<!doctype html><script>alert(1)</script>"],
    ["a drawing", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ["an office document", "PK\u0003\u0004word/vbaProject.bin"],
    ["a web page with a PDF inside", "<html>%PDF-1.7"],
  ])("%s under the name of a PDF is none", async (_name, content) => {
    expect(await inspected(Buffer.from(content))).toEqual({ fault: "not_pdf" });
  });

  test("what is empty, locked, broken or active is refused by its name", async () => {
    expect(await inspected(Buffer.alloc(0))).toEqual({ fault: "empty" });
    expect(await inspected(await pdf({ userPassword: "secret" }))).toEqual({ fault: "encrypted" });
    expect(await inspected(Buffer.from("%PDF-1.7\nnothing"))).toEqual({ fault: "unreadable" });
    expect(await inspected(pdfOfReferences(1_000_000))).toEqual({ fault: "too_costly" });
    expect(await inspected(scriptedPdf())).toEqual({ fault: "active_content" });
    expect(await inspected(await pdf({ attachment: true }))).toEqual({ fault: "active_content" });
  });
});

const form = {
  ...smallForm,
  sections: [
    ...smallForm.sections,
    {
      id: "files",
      title: both("Files"),
      fields: [
        { type: "document", id: "plan", label: both("Plan"), maxMegabytes: 0.1, maxPages: 3 },
        { type: "document", id: "annex", label: both("Annex"), optional: true },
      ],
    },
  ],
};

describe("the way of a document", () => {
  let world: TestWorld;
  let owner: Database;
  beforeAll(async () => {
    world = await freshWorld({ role: "palmares_web" });
    owner = asOwner(world.url);
    await makeCall({ slug: "with-files", form });
  });
  afterAll(async () => {
    await owner.close();
    await world.close();
  });

  async function send(person: Person, code: string, content: Buffer, field = "plan") {
    const file = { field, fileName: "plan.pdf", sizeBytes: content.byteLength };
    const { id, url } = await beginDocument(person, code, file);
    const answer = await fetch(url, { method: "PUT", body: new Uint8Array(content) });
    return { id, url, status: answer.status };
  }

  async function documentRow(id: (typeof documents.$inferSelect)["id"]) {
    const rows = await owner.db.select().from(documents).where(eq(documents.id, id));
    return rows[0];
  }

  test("it goes straight to the store, is checked, and stands in the snapshot with its hash", async () => {
    const { person, code } = await makeDraft("with-files", "Sender");
    const content = await pdf({ pages: 2 });
    const { id, status } = await send(person, code, content);
    expect(status).toBe(200);

    await expect(submitApplication(person, code)).rejects.toThrow("application_incomplete");
    await completeDocument(person, code, id);
    await completeDocument(person, code, id);
    await expect(submitApplication(person, code)).rejects.toThrow("application_incomplete");
    await checkDocument(id, person.id);
    await submitApplication(person, code);

    const [received] = await owner.db.select().from(applicationSubmissions);
    const sha256 = fingerprintOf(content);
    expect(received?.documents).toEqual([
      {
        ...{ id, field: "plan", fileName: "plan.pdf", sha256, sizeBytes: content.byteLength },
        ...{ mediaType: "application/pdf", pages: 2 },
      },
    ]);
    await expect(readableDocument(person, id)).resolves.toMatchObject({ id });
    const stranger = await makePerson("Stranger", true);
    await expect(readableDocument(stranger, id)).rejects.toThrow("document_not_found");
    await expect(readableDocument({ kind: "visitor" }, id)).rejects.toThrow("sign_in_required");
  });

  test("once it is complete, the link changes nothing any more", async () => {
    const { person, code } = await makeDraft("with-files", "Changer");
    const content = await pdf();
    const { id, url } = await send(person, code, content);
    await completeDocument(person, code, id);

    const again = await fetch(url, { method: "PUT", body: new Uint8Array(content.byteLength) });
    await checkDocument(id, person.id);

    expect(again.status).toBeGreaterThanOrEqual(400);
    expect((await documentRow(id))?.state).toBe("accepted");
  });

  test("too many pages are refused, and a refused file leaves no object behind", async () => {
    const { person, code } = await makeDraft("with-files", "Long");
    const { id } = await send(person, code, await pdf({ pages: 4 }));
    await completeDocument(person, code, id);
    await checkDocument(id, person.id);

    const row = await documentRow(id);
    expect([row?.state, row?.fault, row?.pages]).toEqual(["refused", "too_many_pages", 4]);
    expect(await files().head(row?.objectKey ?? "")).toBeNull();
  });

  test("what is larger than allowed, or has not arrived, is refused", async () => {
    const { person, code } = await makeDraft("with-files", "Large");
    const large = { field: "plan", fileName: "plan.pdf", sizeBytes: 100_001 };
    await expect(beginDocument(person, code, large)).rejects.toThrow("document_too_large");
    await expect(beginDocument(person, code, { ...large, field: "title", sizeBytes: 5 })).rejects.toThrow(
      "field_unknown",
    );
    const { id } = await beginDocument(person, code, { ...large, sizeBytes: 5 });
    await expect(completeDocument(person, code, id)).rejects.toThrow("document_incomplete");
  });

  test("a document that came through a field with wider limits is none for another field", async () => {
    const { person, code } = await makeDraft("with-files", "Smuggler");
    const { id } = await send(person, code, await pdf({ pages: 20 }), "annex");
    await completeDocument(person, code, id);
    await checkDocument(id, person.id);
    await saveAnswers(person, code, [{ field: "plan", value: id, base: 0 }]);

    await expect(submitApplication(person, code)).rejects.toThrow("application_incomplete");
  });

  test("a hundred uploads a day are begun for an application, and no more", async () => {
    const { person, code } = await makeDraft("with-files", "Hoarder");
    const file = { field: "plan", fileName: "plan.pdf", sizeBytes: 5 };
    const { id } = await beginDocument(person, code, file);
    const [row] = await owner.db.select().from(documents).where(eq(documents.id, id));
    if (row === undefined) throw new Error("The document has not been recorded.");
    const others = Array.from({ length: 98 }, () => ({
      ...row,
      id: newId("document"),
      state: "abandoned" as const,
    }));
    await owner.db.insert(documents).values(others);
    await beginDocument(person, code, file);

    await expect(beginDocument(person, code, file)).rejects.toThrow("too_many_uploads");
  });

  test("twenty documents of one person may be unfinished, at once or one after the other, and no one else waits", async () => {
    const { person, code } = await makeDraft("with-files", "Beginner");
    const file = { field: "plan", fileName: "plan.pdf", sizeBytes: 5 };
    const attempts = Array.from({ length: 24 }, () => beginDocument(person, code, file));
    const refused = (await Promise.allSettled(attempts)).filter(({ status }) => status === "rejected");

    expect(refused.map((one) => "reason" in one && String(one.reason))).toEqual(
      Array(4).fill("Refused: too_many_unfinished"),
    );
    const other = await makeDraft("with-files", "Other");
    expect(await beginDocument(other.person, other.code, file)).toHaveProperty("url");
  });

  test("somebody else’s document cannot be completed into one’s own application", async () => {
    const first = await makeDraft("with-files", "First");
    const second = await makeDraft("with-files", "Second");
    const { id } = await send(first.person, first.code, await pdf());

    await expect(completeDocument(second.person, second.code, id)).rejects.toThrow("document_not_found");
  });
});
