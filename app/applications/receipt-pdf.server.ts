import { formatBytes, formatDateTime, zoneName } from "#app/i18n/format.ts";
import type { Locale } from "#db/vocabulary.ts";
import { legalWords } from "./legal-words.ts";
import type { ReceiptFacts } from "./pages.server.ts";
import { taggedPdf, type PdfPart } from "./tagged-pdf.server.ts";
import { applicationTexts } from "./texts.ts";
import { receiptTexts } from "./texts-receipt.ts";

/** The receipt of a snapshot as a tagged PDF, so that it can be read aloud: language, title, headings and paragraphs are
 * marked. Made anew from the snapshot each time, always with the same content.
 * Source of the mentions: CRPA, articles L112-3 and R112-11-1. */
export async function receiptPdf(facts: ReceiptFacts, locale: Locale): Promise<Buffer> {
  const { receivedAt, receiptNumber } = facts.received;
  const title = `${receiptTexts[locale].receipt.title} ${receiptNumber}`;
  return taggedPdf({ lang: locale, title, createdAt: receivedAt }, partsOf(facts, locale));
}

function partsOf({ received, call, application, title }: ReceiptFacts, locale: Locale): PdfPart[] {
  const words = receiptTexts[locale].receipt;
  const pages = applicationTexts[locale].document.pages;
  const fact = (name: string, value: string): PdfPart => ({
    tag: "P",
    words: locale === "fr" ? `${name}\u00a0: ${value}` : `${name}: ${value}`,
  });
  const at = `${formatDateTime(locale, received.receivedAt, call.timeZone)} (${zoneName(locale, call.timeZone)})`;
  const documents = received.documents.flatMap((one): PdfPart[] => {
    const length = one.pages === null ? "" : pages(one.pages);
    const line = words.document(one.fileName, formatBytes(locale, one.sizeBytes), length);
    return [{ tag: "P", words: `${line}\nSHA-256 ${one.sha256}` }];
  });
  const mentions = legalWords(received.legalMentions, locale).flatMap(
    ({ heading: name, text: body }): PdfPart[] => [
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
