import { eq, sql } from "drizzle-orm";
import { appendAuditEvent } from "#db/audit.ts";
import { files } from "#db/connections.ts";
import { documentById } from "#db/queries/applications.ts";
import { documents } from "#db/schema/applications.ts";
import type { DocumentFault, DocumentId, PersonId } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { spool } from "#scoring/contained/spooled-file.ts";
import { inspectPdf } from "./inspect-pdf.server.ts";

/** Looks at a document that has arrived: its bytes decide what it is, never its name. Run by the jobs process, which
 * has strangers' files opened by processes of their own, two at a time.
 * @param viewer only for a process that works for somebody, such as the seeding of the demonstration
 * Effects: the document is `accepted` with its hash, type and pages, or `refused` with the fault; a refused file's object
 * is removed; an audit line. Done twice, it changes nothing. */
export async function checkDocument(id: DocumentId, viewer: PersonId | null = null): Promise<void> {
  const row = await asViewer(viewer, (tx) => documentById(tx, id));
  if (row === null || row.state !== "checking") return;
  const file = await spool((await files().read(row.objectKey)).content);
  const { sha256, sizeBytes } = file;
  const finding = await inspectPdf(file).finally(file.discard);
  const fault = "fault" in finding ? finding.fault : tooLong(finding.pages, row.maxPages);
  const pages = "pages" in finding ? finding.pages : null;
  const outcome =
    fault === null
      ? { state: "accepted" as const, mediaType: "application/pdf", pages }
      : { state: "refused" as const, fault, pages };
  await asViewer(viewer, async (tx) => {
    await tx
      .update(documents)
      .set({ ...outcome, sha256, sizeBytes, checkedAt: sql`clock_timestamp()` })
      .where(eq(documents.id, id));
    const details = { state: outcome.state, fault, sha256 };
    await appendAuditEvent(tx, { actor: "jobs", verb: "check_document", subject: id, details });
  });
  if (fault !== null) await files().remove(row.objectKey);
}

function tooLong(pages: number, maxPages: number | null): DocumentFault | null {
  return maxPages !== null && pages > maxPages ? "too_many_pages" : null;
}
