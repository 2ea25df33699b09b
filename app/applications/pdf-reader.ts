import { readFile } from "node:fs/promises";
import type { FileAt } from "#scoring/contained/spooled-file.ts";
import { serve } from "#scoring/contained/serve.ts";
import { pdfReaderStaysBelowBytes } from "#scoring/limits.ts";
import { readPdf } from "./read-pdf.ts";

/** The contained process that opens applicants' files: it can reach neither database nor store. */

serve({
  work: async (task) => {
    // The only sender is inspect-pdf.server.ts, which is typed.
    const at = task as FileAt;
    return readPdf("bytes" in at ? at.bytes : await readFile(at.path));
  },
  // The reader's memory does not all come back.
  mayStay: () => process.memoryUsage.rss() < pdfReaderStaysBelowBytes,
});
