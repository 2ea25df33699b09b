import PDFDocument from "pdfkit";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "#app/accounts/actor.ts";
import { beginDocument, completeDocument } from "#app/applications/add-document.server.ts";
import { beginApplication } from "#app/applications/begin-application.server.ts";
import { checkDocument } from "#app/applications/check-document.server.ts";
import { readableDocument, receiptFacts } from "#app/applications/pages.server.ts";
import { saveAnswers } from "#app/applications/save-answers.server.ts";
import { submitApplication } from "#app/applications/submit-application.server.ts";
import { publishCharter } from "#app/reviews/publish-charter.server.ts";
import type { Database } from "#db/client.ts";
import { applications, applicationSubmissions } from "#db/schema/applications.ts";
import { calls } from "#db/schema/calls.ts";
import type { DocumentId } from "#db/vocabulary.ts";
import { asOwner, both, makeCall, smallForm } from "#tests/support/call.ts";
import { assign, beginEvaluation, makeJuror, makePersonAt, sweep } from "#tests/support/jury-world.ts";
import { refusedCode } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let owner: Database;

const slug = "sealed";
const document = (id: string, more: object = {}) => ({ type: "document", id, label: both(id), ...more });
const form = {
  ...smallForm,
  sections: [
    ...smallForm.sections,
    {
      id: "files",
      title: both("Files"),
      fields: [
        document("plan"),
        document("letterhead", { identifies: true }),
        document("bank", { audience: "administration" }),
      ],
    },
  ],
};
const closesAt = new Date(Date.now() - 3_600_000);
const before = () => Promise.resolve(new Date(closesAt.getTime() - 60_000));

beforeAll(async () => {
  world = await freshWorld({ role: "palmares_web" });
  owner = asOwner(world.url);
});
afterAll(async () => {
  await owner.close();
  await world.close();
});

async function onePage(): Promise<Buffer> {
  const pages = new PDFDocument();
  const chunks: Buffer[] = [];
  pages.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => pages.on("end", resolve));
  pages.text("words").end();
  await ended;
  return Buffer.concat(chunks);
}

async function send(person: Person, code: string, field: string): Promise<DocumentId> {
  const content = await onePage();
  const file = { field, fileName: `${field}.pdf`, sizeBytes: content.byteLength };
  const { id, url } = await beginDocument(person, code, file, before);
  await fetch(url, { method: "PUT", body: new Uint8Array(content) });
  await completeDocument(person, code, id, before);
  await checkDocument(id, person.id);
  return id;
}

test("a juror opens the documents of the fields that jurors are shown, and no other by its address", async () => {
  const { organiser } = await makeCall({ slug, form, closesAt });
  await owner.db.update(calls).set({ blindness: "applicants_hidden" }).where(eq(calls.slug, slug));
  const applicant = await makePersonAt("Armand Tessereau", "sealed.applicants.test");
  const code = await beginApplication(applicant, slug, "en", before);
  const words = { title: "Alpha", lead: "CHU de Valmont" };
  const changes = Object.entries(words).map(([field, value]) => ({ field, value, base: 0 }));
  await saveAnswers(applicant, code, changes, before);
  const plan = await send(applicant, code, "plan");
  const letterhead = await send(applicant, code, "letterhead");
  const bank = await send(applicant, code, "bank");
  await submitApplication(applicant, code, before);
  await owner.db.update(applications).set({ state: "admissible" }).where(eq(applications.code, code));
  await publishCharter(organiser, slug, both("Be fair, keep silent."));
  const call = { slug, organiser, closesAt };
  const juror = await makeJuror(owner, call, { name: "Maud Lescure" });
  await beginEvaluation(organiser, slug);
  await sweep(juror.person, slug);
  await assign(call, [[code, juror.jurorId]]);

  const open = (actor: Person, id: DocumentId) => refusedCode(readableDocument(actor, id));
  const seenBy = async (actor: Person) => Promise.all([plan, letterhead, bank].map((id) => open(actor, id)));
  expect(await seenBy(juror.person)).toEqual(["done", "document_not_found", "document_not_found"]);
  expect(await seenBy(organiser)).toEqual(["done", "done", "done"]);
  const [received] = await owner.db.select().from(applicationSubmissions);
  const receipt = (actor: Person) => refusedCode(receiptFacts(actor, received?.id ?? ""));
  expect(await receipt(juror.person)).toBe("application_not_found");
  expect([await receipt(organiser), await receipt(applicant)]).toEqual(["done", "done"]);
  expect(await seenBy(applicant)).toEqual(["done", "done", "done"]);
});
