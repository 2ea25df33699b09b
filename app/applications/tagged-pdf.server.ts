import { createRequire } from "node:module";
import PDFDocument from "pdfkit";
import type { Locale } from "#db/vocabulary.ts";

const require = createRequire(import.meta.url);
// Wide enough for every name of Europe; the site's own fonts are cut down to Latin letters.
const serif = require.resolve("dejavu-fonts-ttf/ttf/DejaVuSerifCondensed.ttf");
const sans = require.resolve("dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf");

/** A part of a document, which a screen reader follows. */
export type PdfPart = { tag: "H1" | "H2" | "P"; words: string };

const sizes = { H1: 22, H2: 14, P: 10.5 } as const;

/** A tagged PDF of headings and paragraphs, with its language and title, so that it can be read aloud. */
export async function taggedPdf(
  { lang, title, createdAt }: { lang: Locale; title: string; createdAt: Date },
  parts: readonly PdfPart[],
): Promise<Buffer> {
  const info = { Title: title, Author: "Palmarès", CreationDate: createdAt };
  const accessible = { tagged: true, lang, displayTitle: true } as const;
  const options: PDFKit.PDFDocumentOptions = {
    size: "A4",
    margin: 64,
    pdfVersion: "1.7",
    info,
    ...accessible,
  };
  // The library's types do not know its own accessible kind of PDF yet.
  Reflect.set(options, "subset", "PDF/UA");
  const document = new PDFDocument(options);
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on("end", resolve));
  const root = document.struct("Document");
  document.addStructure(root);
  for (const { tag, words } of parts) {
    document.moveDown(tag === "P" ? 0.5 : 1);
    const font = tag === "P" ? sans : serif;
    root.add(
      document.struct(tag, {}, () => document.font(font).fontSize(sizes[tag]).text(words, { lineGap: 3 })),
    );
  }
  root.end();
  document.end();
  await ended;
  return Buffer.concat(chunks);
}
