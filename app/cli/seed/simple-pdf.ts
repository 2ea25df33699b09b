import { createRequire } from "node:module";
import PDFDocument from "pdfkit";
import type { Locale } from "#db/vocabulary.ts";

const require = createRequire(import.meta.url);
const font = "@fontsource/spectral/files/spectral-latin-500-normal.woff";

/** A small tagged PDF for the demonstration: a title and paragraphs. */
export async function simplePdf(lang: Locale, title: string, paragraphs: readonly string[]): Promise<Buffer> {
  const document = new PDFDocument({
    size: "A4",
    tagged: true,
    lang,
    displayTitle: true,
    info: { Title: title },
  });
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on("end", resolve));
  document.registerFont("serif", require.resolve(font)).font("serif");
  const root = document.struct("Document");
  document.addStructure(root);
  root.add(document.struct("H1", {}, () => document.fontSize(22).text(title)));
  for (const words of paragraphs) {
    document.moveDown();
    root.add(document.struct("P", {}, () => document.fontSize(12).text(words)));
  }
  root.end();
  document.end();
  await ended;
  return Buffer.concat(chunks);
}
