import { getDocumentProxy } from "unpdf";
import { pdfObjectsAtMost } from "#scoring/limits.ts";
import type { DocumentFault } from "#db/vocabulary.ts";

/** What a file turned out to be. */
export type PdfFinding = { pages: number } | { fault: DocumentFault };

/** Opens a file as a PDF without running anything in it. Takes as much as the file asks for: only for contained processes.
 * Refused: what does not begin as a PDF (a web page, a picture or an office document under that name), what asks for a
 * password, what carries scripts, launch actions or other files, and what announces more objects than it has bytes. */
export async function readPdf(bytes: Uint8Array): Promise<PdfFinding> {
  if (bytes.byteLength === 0) return { fault: "empty" };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (!text.startsWith("%PDF-")) return { fault: "not_pdf" };
  if (objectsAnnounced(text) > pdfObjectsAtMost(bytes.byteLength)) return { fault: "too_costly" };
  try {
    // The reader takes the bytes over: it gets its own copy.
    const pdf = await getDocumentProxy(new Uint8Array(bytes), {
      ...{ isEvalSupported: false, stopAtErrors: false },
    });
    const isActive = (await pdf.hasJSActions()) || (await pdf.getAttachments()) !== null || holdsAction(text);
    const { numPages } = pdf;
    return isActive ? { fault: "active_content" } : { pages: numPages };
  } catch (error) {
    return {
      fault: error instanceof Error && error.name === "PasswordException" ? "encrypted" : "unreadable",
    };
  }
}

/** The largest number of objects that a table of references or a stream of objects announces. Their dictionaries are never
 * packed themselves: they stand in plain sight. */
function objectsAnnounced(text: string): number {
  let most = 0;
  for (const [, size = "", count = "", sections = ""] of text.matchAll(
    /\/Size\s{0,99}(\d{1,19})|\/N\s{0,99}(\d{1,19})|\/Index\s{0,99}\[([\d\s]{0,9999})\]/g,
  )) {
    for (const number of `${size} ${count} ${sections}`.match(/\d+/g) ?? [])
      most = Math.max(most, Number(number));
  }
  return most;
}

/** Actions that the reader does not report, where they stand in plain sight. */
function holdsAction(text: string): boolean {
  return /\/S\s*\/(JavaScript|Launch|ImportData)\b|\/(JS|XFA)\s*[(<\d[]|\/RichMedia\b/.test(text);
}
