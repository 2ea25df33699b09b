import { nameKey } from "./name-key.ts";

/** Words that say who speaks for the platform, wherever they stand in a name. */
const anywhere = keysOf(
  "palmares jury jurys juries juror jurors organiser organisers organizer organizers organisateur organisateurs",
  "organisatrice organisatrices administrator administrators administrateur administrateurs administratrice",
  "administratrices admin admins moderator moderators moderateur moderateurs moderatrice moderatrices webmaster",
  "baseline baselines",
);

/** Words that do so at the beginning: a reference centre has the word, too. */
const first = keysOf("reference references référence références official officiel officielle");

/** Words that do so alone, or after an article. */
const alone = keysOf(
  "organisation organization administration platform plateforme support staff system systeme root moderation",
  "institution comite committee secretariat",
);
const articles = keysOf("the le la les l un une a an");

/** Names of the institution, wherever they stand in a name. */
const phrases = [
  "Health Data Hub",
  "Plateforme des données de santé",
  "Ligne de base",
  "Conseil scientifique",
  "Scientific board",
].map((phrase) => wordKeys(phrase).join(" "));

/** Whether a name can be taken for the platform, its institution, its jury, its organisers or their reference rows,
 * however it is spelled. */
export function isReserved(name: string): boolean {
  const words = wordKeys(name);
  const told = articles.has(words[0] ?? "") ? words.slice(1) : words;
  const [beginning = ""] = told;
  return (
    words.some((word) => anywhere.has(word)) ||
    first.has(beginning) ||
    (told.length === 1 && alone.has(beginning)) ||
    anywhere.has(nameKey(name)) ||
    phrases.some((phrase) => ` ${words.join(" ")} `.includes(` ${phrase} `)) ||
    phrases.some((phrase) => nameKey(name) === phrase.replaceAll(" ", ""))
  );
}

/** The keys of a name's words; letters that stand apart are one word. */
function wordKeys(name: string): string[] {
  const spelled = name
    .normalize("NFKC")
    .replace(/(?<![\p{L}\p{N}])(\p{L})[^\p{L}\p{N}]+(?=\p{L}(?![\p{L}\p{M}]))/gu, "$1");
  return spelled
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== "")
    .map(nameKey);
}

function keysOf(...lists: string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(" ")).map(nameKey));
}
