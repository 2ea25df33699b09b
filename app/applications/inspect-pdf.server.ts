import { Container } from "#scoring/contained/container.ts";
import type { FileAt } from "#scoring/contained/spooled-file.ts";
import { TooCostly } from "#scoring/contained/too-costly.ts";
import { pdfMemoryBytes, pdfWithinMs } from "#scoring/limits.ts";
import type { PdfFinding } from "./read-pdf.ts";

let container: Container | null = null;

/** Has a file opened as a PDF, in a process of its own that may use so much memory and time; see `readPdf`.
 * @throws Error when no process can be started */
export async function inspectPdf({ at, sizeBytes }: { at: FileAt; sizeBytes: number }): Promise<PdfFinding> {
  container ??= new Container({ program: "app/applications/pdf-reader", spare: 1 });
  const allowance = { memoryBytes: pdfMemoryBytes(sizeBytes), withinMs: pdfWithinMs };
  try {
    // The other end is pdf-reader.ts, which is typed.
    return (await container.do({ task: at, allowance })) as PdfFinding;
  } catch (error) {
    if (error instanceof TooCostly) return { fault: "too_costly" };
    throw error;
  }
}

/** Ends the processes that wait for files. */
export function closePdfReaders(): void {
  container?.close();
  container = null;
}
