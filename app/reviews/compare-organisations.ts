import { differsByOneSlip, fold, wordsOf } from "./normalise-name.ts";

/** Registers whose numbers tell organisations apart. */
export type IdentifierScheme = "siret" | "siren" | "rnsr" | "finess" | "ror";

/** An organisation as the call knows it. `parents`: ids of those it belongs to, directly. */
export type Organisation = {
  id: string;
  names: readonly string[];
  acronyms: readonly string[];
  identifiers: readonly { scheme: IdentifierScheme; value: string }[];
  parents: readonly string[];
};

const linkWords = new Set([
  "de",
  "du",
  "des",
  "d",
  "la",
  "le",
  "les",
  "l",
  "et",
  "en",
  "au",
  "aux",
  "a",
  "sur",
  "pour",
  "the",
  "of",
  "for",
  "and",
  "in",
  "at",
]);
const legalForms = new Set([
  "sa",
  "sas",
  "sasu",
  "sarl",
  "eurl",
  "scop",
  "gie",
  "gip",
  "snc",
  "epic",
  "epst",
  "asbl",
  "ltd",
  "limited",
  "inc",
  "llc",
  "plc",
  "corp",
  "gmbh",
  "ag",
  "bv",
  "nv",
  "spa",
  "srl",
  "association",
  "societe",
  "company",
  "loi",
  "1901",
]);

/** Abbreviations and English words, as the French words by which they are compared. */
const expansions: Readonly<Record<string, string>> = {
  ch: "centre hospitalier",
  chu: "centre hospitalier universitaire",
  chru: "centre hospitalier regional universitaire",
  chr: "centre hospitalier regional",
  hospitalo: "hospitalier",
  univ: "universite",
  university: "universite",
  hop: "hopital",
  hospital: "hopital",
  inst: "institut",
  institute: "institut",
  center: "centre",
  st: "saint",
  ste: "sainte",
  research: "recherche",
  laboratory: "laboratoire",
  lab: "laboratoire",
  foundation: "fondation",
  health: "sante",
  imaging: "imagerie",
  medicine: "medecine",
  biostatistics: "biostatistique",
};

/** Words that many organisations share and that alone make no match. */
const generic = new Set(
  "centre hospitalier universitaire regional universite hopital institut saint sainte recherche laboratoire fondation national service departement department unite equipe groupe sante clinique college ecole france francais francaise".split(
    " ",
  ),
);

/** A written name as it is compared. */
export type ReadOrganisation = {
  words: readonly string[];
  /** The name without spaces, and words written in capitals: what may be somebody's acronym. */
  shorts: ReadonlySet<string>;
  /** Declared, in brackets, or formed of the first letters. */
  acronyms: ReadonlySet<string>;
};

/** Reads a name once, to be compared often. */
export function readOrganisation(name: string, declaredAcronyms: readonly string[] = []): ReadOrganisation {
  const inBrackets = [...name.matchAll(/\(([^)]{2,12})\)/g)].map(([, short = ""]) => short);
  const bare = withoutDots(name.replace(/\([^)]*\)/g, " "));
  const significant = wordsOf(bare).filter((word) => !linkWords.has(word) && !legalForms.has(word));
  // First letters of words that all share, such as CHU, name nobody.
  const isTelling = significant.some((word) => !generic.has(word));
  const initials = isTelling ? significant.map((word) => word[0] ?? "").join("") : "";
  const capitals = (bare.match(/\b\p{Lu}[\p{Lu}\p{N}-]{2,9}\b/gu) ?? []).map(compact);
  const words = significant.flatMap((word) => (expansions[word] ?? word).split(" "));
  const declared = [...declaredAcronyms, ...inBrackets].map(compact);
  return {
    words: [...new Set(words)],
    shorts: new Set(
      [compact(bare), ...capitals].filter(
        (short) => short.length >= 3 && short.length <= 10 && !(short in expansions),
      ),
    ),
    acronyms: new Set([...declared, initials].filter((short) => short.length >= 3)),
  };
}

/** C.H.U. as CHU, S.A. as SA. */
function withoutDots(text: string): string {
  return text.replace(/(?<!\p{L})(?:\p{L}\.){2,}/gu, (letters) => `${letters.replaceAll(".", "")} `);
}

function compact(text: string): string {
  return fold(text).replaceAll(" ", "");
}

/** Whether two names may mean the same organisation, or one a part of the other: the same words, all words of one within
 * the other, or the acronym of one as the name of the other. */
export function mayBeSameOrganisation(one: ReadOrganisation, other: ReadOrganisation): boolean {
  if (meets(one.shorts, other.acronyms) || meets(other.shorts, one.acronyms)) return true;
  const [fewer, more] =
    one.words.length <= other.words.length ? [one.words, other.words] : [other.words, one.words];
  if (fewer.length === 0) return false;
  const isWithin = fewer.every((word) =>
    more.some((also) => word === also || differsByOneSlip(word, also, 7)),
  );
  const telling = fewer.filter((word) => !generic.has(word) && word.length > 1);
  if (!isWithin || telling.length === 0) return false;
  return fewer.length >= 2 || more.length === fewer.length;
}

function meets(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].some((text) => other.has(text));
}

/** Whether two organisations carry the same number of a register; establishments of one SIREN are one organisation. */
export function sharedIdentifier(one: Organisation, other: Organisation): string | null {
  const numbers = new Set(one.identifiers.map(canonicalIdentifier));
  return other.identifiers.map(canonicalIdentifier).find((number) => numbers.has(number)) ?? null;
}

function canonicalIdentifier({ scheme, value }: Organisation["identifiers"][number]): string {
  const plain = value.replace(/[\s.-]/g, "").toLowerCase();
  if (scheme === "siret" || scheme === "siren") return `siren ${plain.slice(0, 9)}`;
  return `${scheme} ${scheme === "ror" ? plain.replace(/^.*\//, "") : plain}`;
}
