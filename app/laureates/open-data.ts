/** The columns of the open data, in their order. Names stay: others build on them. */
export const openDataColumns = [
  "id",
  "call",
  "call_title_fr",
  "call_title_en",
  "year",
  "place",
  "title_fr",
  "title_en",
  "summary_fr",
  "summary_en",
  "citation_fr",
  "citation_en",
  "lead_organisation",
  "partners",
  "people",
  "topics",
  "amount_eur",
  "published_at",
  "modified_at",
  "url",
] as const;
export type OpenDataColumn = (typeof openDataColumns)[number];

/** Under which the data may be used again. */
export const openLicence = {
  name: "Licence Ouverte / Open Licence 2.0 (Etalab)",
  spdx: "etalab-2.0",
  url: "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf",
};

/** Address of a file of open data, with what the list is narrowed to. */
export function openDataPath(kind: "csv" | "json", narrowed: Record<string, string> = {}): string {
  const search = new URLSearchParams(Object.entries(narrowed).filter(([, value]) => value !== "")).toString();
  return `/open-data/laureates.${kind}${search === "" ? "" : `?${search}`}`;
}
