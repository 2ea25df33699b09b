import { getDocumentProxy } from "unpdf";
import type { DocumentFault } from "#db/vocabulary.ts";

/** What a file turned out to be. */
export type PdfFinding = { pages: number } | { fault: DocumentFault };

const withinMs = 20_000;

/** Opens a file as a PDF without running anything in it.
 * Refused: what does not begin as a PDF (a web page, a picture or an office document under that name), what asks for a
 * password, and what carries scripts, launch actions or other files. */
export async function inspectPdf(bytes: Uint8Array): Promise<PdfFinding> {
  if (bytes.byteLength === 0) return { fault: "empty" };
  if (!beginsAsPdf(bytes)) return { fault: "not_pdf" };
  try {
    // The reader takes the bytes over: it gets its own copy.
    const opened = getDocumentProxy(new Uint8Array(bytes), { isEvalSupported: false, stopAtErrors: false });
    const pdf = await inTime(opened);
    const isActive =
      (await pdf.hasJSActions()) || (await pdf.getAttachments()) !== null || holdsAction(bytes);
    const { numPages } = pdf;
    await pdf.destroy();
    return isActive ? { fault: "active_content" } : { pages: numPages };
  } catch (error) {
    return {
      fault: error instanceof Error && error.name === "PasswordException" ? "encrypted" : "unreadable",
    };
  }
}

function beginsAsPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 5)).toString("latin1") === "%PDF-";
}

/** Actions that the reader does not report, where they stand in plain sight. */
function holdsAction(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return /\/S\s*\/(JavaScript|Launch|ImportData)\b|\/(JS|XFA)\s*[(<\d[]|\/RichMedia\b/.test(text);
}

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error("This PDF takes too long to open."));
    }, withinMs);
  });
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}
