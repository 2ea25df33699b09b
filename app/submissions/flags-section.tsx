import { formatNumber } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Link } from "#app/remix.ts";
import { Row, Section } from "#app/ui/parts.tsx";
import { flagTexts } from "./texts-flags.ts";
import type { OrganiserPage } from "./pages.server.ts";

type FlagsProps = { slug: string; flags: OrganiserPage["flags"] };

/** What may point to probing, for organisers to judge. */
export function FlagsSection({ slug, flags }: FlagsProps) {
  const text = useTexts(flagTexts);
  const locale = useLocale();
  if (flags.length === 0) return null;
  return (
    <Section title={text.title}>
      <p>{text.lead}</p>
      {flags.map((one) => (
        <Row
          key={`${one.submissionId} ${one.flag}`}
          action={
            <Link to={localizedPath(locale, `/challenges/${slug}/submissions/${one.submissionId}`)}>
              {text.file(one.number)}
            </Link>
          }
        >
          <strong>{one.team}</strong>
          <div>
            <Sentence {...one} />
          </div>
        </Row>
      ))}
    </Section>
  );
}

function Sentence({ flag, value, likeTeam }: FlagsProps["flags"][number]) {
  const text = useTexts(flagTexts);
  const locale = useLocale();
  switch (flag) {
    case "values_at_bounds":
      return text.values_at_bounds(`${formatNumber(locale, 100 * value)}${locale === "fr" ? "\u00a0" : ""}%`);
    case "same_file_as_other_team":
      return text.same_file_as_other_team(likeTeam ?? "–");
    case "near_copy_of_other_team":
      return text.near_copy_of_other_team(likeTeam ?? "–", formatNumber(locale, value, 4));
    case "few_distinct_values":
    case "few_rows_changed":
      return text[flag](formatNumber(locale, value));
  }
}
