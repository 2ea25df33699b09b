import { z } from "zod";
import { withoutBlankEdges, writtenText } from "#app/i18n/written-text.ts";
import type { LaureateQuery } from "./search.ts";
import { noQuery } from "./search.ts";

const line = writtenText().min(1).max(200);
const prose = writtenText().min(1).max(2_000);
const optional = writtenText().max(500).default("");
const revision = z.coerce.number().int().min(0);

/** One name per line. */
const names = z
  .string()
  .max(4_000)
  .default("")
  .transform((text) => [...new Set(text.split("\n").map(withoutBlankEdges))].filter((name) => name !== ""))
  .pipe(z.array(z.string().max(200)).max(40));

const ownWords = {
  revision,
  title_fr: line,
  title_en: line,
  summary_fr: prose,
  summary_en: prose,
  leadOrganisation: line,
  partners: names,
  people: names,
};

/** What an organiser does about a laureate. */
export const publicationForm = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("propose"),
    ...ownWords,
    citation_fr: optional,
    citation_en: optional,
    place: z.coerce.number().int().min(1).max(999),
    saysAmount: z.literal("on").optional(),
  }),
  z.object({ intent: z.literal("publish"), revision }),
]);

/** What a laureate does about the own text. */
export const approvalForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("save"), ...ownWords }),
  z.object({ intent: z.literal("approve"), ...ownWords, agreed: z.literal("on").optional() }),
  z.object({ intent: z.literal("withdraw"), sure: z.literal("on") }),
]);

type OwnFields = Omit<Extract<z.output<typeof approvalForm>, { intent: "save" }>, "intent" | "revision">;

/** The words that were typed, in pairs of languages. */
export function readOwnWords(fields: OwnFields) {
  return {
    title: { fr: fields.title_fr, en: fields.title_en },
    summary: { fr: fields.summary_fr, en: fields.summary_en },
    leadOrganisation: fields.leadOrganisation,
    partners: fields.partners,
    people: fields.people,
  };
}

const longest = 200;

/** What an address asks of the list: every part may be absent, and what is too long is cut. */
export function readLaureateQuery(address: string): LaureateQuery {
  const asked = new URL(address).searchParams;
  const part = (name: string) => withoutBlankEdges(asked.get(name) ?? "").slice(0, longest);
  return {
    ...noQuery,
    search: part("search"),
    call: part("call"),
    year: part("year"),
    topic: part("topic"),
    organisation: part("organisation"),
  };
}

/** The page of the list that an address asks for; the first when it says none. */
export function readPage(address: string): number {
  const page = Number(new URL(address).searchParams.get("page"));
  return Number.isInteger(page) && page >= 1 ? page : 1;
}
