import { createRequire } from "node:module";
import PDFDocument from "pdfkit";
import { formatBytes, formatDateTime, zoneName } from "#app/i18n/format.ts";
import type { Locale } from "#db/vocabulary.ts";
import { legalWords } from "./legal-words.ts";
import type { ReceiptFacts } from "./pages.server.ts";
import { applicationTexts } from "./texts.ts";

const require = createRequire(import.meta.url);
const heading = "heading";
const text = "text";
const fonts = {
  [heading]: "@fontsource/spectral/files/spectral-latin-500-normal.woff",
  [text]: "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
};

type Document = InstanceType<typeof PDFDocument>;
/** A part of the document's structure, which a screen reader follows. */
type Part = { tag: "H1" | "H2" | "P"; words: string };

/** The receipt of a snapshot as a tagged PDF, so that it can be read aloud: language, title, headings and paragraphs are
 * marked. Made anew from the snapshot each time, always with the same content.
 * Source of the mentions: CRPA, articles L112-3 and R112-11-1. */
export async function receiptPdf(facts: ReceiptFacts, locale: Locale): Promise<Buffer> {
  const words = applicationTexts[locale].receipt;
  const { received } = facts;
  const info = {
    Title: `${words.title} ${received.receiptNumber}`,
    Author: "Palmarès",
    CreationDate: received.receivedAt,
  };
  const accessible = { tagged: true, lang: locale, displayTitle: true } as const;
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
  for (const [name, file] of Object.entries(fonts)) document.registerFont(name, require.resolve(file));
  write(document, partsOf(facts, locale));
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

function partsOf({ received, call, application, title }: ReceiptFacts, locale: Locale): Part[] {
  const words = applicationTexts[locale].receipt;
  const pages = applicationTexts[locale].document.pages;
  const fact = (name: string, value: string): Part => ({
    tag: "P",
    words: locale === "fr" ? `${name}\u00a0: ${value}` : `${name}: ${value}`,
  });
  const at = `${formatDateTime(locale, received.receivedAt, call.timeZone)} (${zoneName(locale, call.timeZone)})`;
  const documents = received.documents.flatMap((one): Part[] => {
    const length = one.pages === null ? "" : pages(one.pages);
    const line = words.document(one.fileName, formatBytes(locale, one.sizeBytes), length);
    return [{ tag: "P", words: `${line}\nSHA-256 ${one.sha256}` }];
  });
  const mentions = legalWords(received.legalMentions, locale).flatMap(
    ({ heading: name, text: body }): Part[] => [
      { tag: "H2", words: name },
      { tag: "P", words: body },
    ],
  );
  return [
    { tag: "H1", words: words.title },
    { tag: "P", words: words.of(call.title[locale]) },
    fact(words.application, title === "" ? application.code : `${title} (${application.code})`),
    fact(words.number, received.receiptNumber),
    fact(words.received, at),
    fact(words.digest, received.digest),
    { tag: "H2", words: words.documents },
    ...(documents.length === 0 ? [{ tag: "P" as const, words: words.none }] : documents),
    ...mentions,
  ];
}

function write(document: Document, parts: readonly Part[]): void {
  const root = document.struct("Document");
  document.addStructure(root);
  for (const { tag, words } of parts) {
    const draw = () => {
      if (tag === "P") document.font(text).fontSize(11).text(words, { lineGap: 3 });
      else
        document
          .font(heading)
          .fontSize(tag === "H1" ? 24 : 14)
          .text(words);
    };
    document.moveDown(tag === "P" ? 0.4 : 1);
    root.add(document.struct(tag, {}, draw));
  }
  root.end();
}
