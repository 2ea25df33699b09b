import { createHash } from "node:crypto";
import { csvOf } from "#app/ui/csv.server.ts";
import { pageAddress } from "#db/environment.ts";
import { openDataColumns, openLicence, type OpenDataColumn } from "./open-data.ts";
import type { Entry } from "./pages.server.ts";

/** What a file of open data says about one laureate. */
type OpenLaureate = Record<OpenDataColumn, string | number | null>;

const several = " | ";

function openLaureate(one: Entry): OpenLaureate {
  return {
    id: one.slug,
    call: one.call.slug,
    call_title_fr: one.call.title.fr,
    call_title_en: one.call.title.en,
    year: Number(one.year),
    place: one.place,
    title_fr: one.title.fr,
    title_en: one.title.en,
    summary_fr: one.summary.fr,
    summary_en: one.summary.en,
    citation_fr: one.citation?.fr ?? null,
    citation_en: one.citation?.en ?? null,
    lead_organisation: one.leadOrganisation,
    partners: one.partners.join(several),
    people: one.people.join(several),
    topics: one.topics.map(({ value }) => value).join(several),
    amount_eur: one.amountCents === null ? null : one.amountCents / 100,
    published_at: one.firstPublishedAt.toISOString(),
    modified_at: one.publishedAt.toISOString(),
    url: pageAddress("fr", `laureates/${one.slug}`),
  };
}

/** Published laureates as CSV, safe to open in a spreadsheet: no cell can be taken for a formula.
 * @param delimiter a semicolon for spreadsheets that expect French habits */
export function laureatesAsCsv(entries: readonly Entry[], delimiter: "," | ";"): string {
  const lines = entries.map((one) => {
    const open = openLaureate(one);
    return openDataColumns.map((column) => cell(open[column], delimiter));
  });
  return csvOf([[...openDataColumns], ...lines], delimiter);
}

/** Where values are parted by semicolons, decimals are written with a comma. */
function cell(value: string | number | null, delimiter: "," | ";"): string | number | null {
  return typeof value === "number" && delimiter === ";" ? String(value).replace(".", ",") : value;
}

/** The same as JSON, with the licence in it and lists as lists. */
export function laureatesAsJson(entries: readonly Entry[]): string {
  const modified = entries.map(({ publishedAt }) => publishedAt.toISOString()).sort();
  const content = {
    licence: openLicence,
    source: pageAddress("fr", "laureates"),
    modifiedAt: modified.at(-1) ?? null,
    laureates: entries.map((one) => ({
      ...openLaureate(one),
      partners: one.partners,
      people: one.people,
      topics: one.topics,
    })),
  };
  return JSON.stringify(content, null, 1);
}

/** Caches may keep the files for a minute and then ask whether they are still right: a text whose consent was taken
 * back must not live on for long. */
const freshForSeconds = 60;

/** A file of open data as an answer: with its licence, readable from other sites, not sent again when it is known. */
export function openDataAnswer(
  request: Request,
  content: string,
  kind: { type: string; name: string },
): Response {
  const etag = `"${createHash("sha256").update(content).digest("base64url").slice(0, 27)}"`;
  const headers = {
    "Cache-Control": `public, max-age=${String(freshForSeconds)}, must-revalidate`,
    ETag: etag,
    Link: `<${openLicence.url}>; rel="license"`,
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
  };
  const known = (request.headers.get("If-None-Match") ?? "")
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""));
  if (known.includes(etag)) return new Response(null, { status: 304, headers });
  return new Response(content, {
    headers: {
      ...headers,
      "Content-Type": kind.type,
      "Content-Disposition": `attachment; filename="${kind.name}"`,
    },
  });
}
