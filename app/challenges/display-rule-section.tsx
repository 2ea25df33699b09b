import { formatNumber } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Section } from "#app/ui/parts.tsx";
import type { DisplayFacts } from "./display-facts.server.ts";
import { displayTexts } from "./texts-display.ts";

/** How the public board of a phase shows scores, and what that gives away. */
export function DisplayRuleSection({ facts }: { facts: DisplayFacts }) {
  const text = useTexts(displayTexts);
  const locale = useLocale();
  const rows = formatNumber(locale, facts.rows);
  const decimals = Math.min(6, Math.max(0, Math.ceil(-Math.log10(facts.step)) + 1));
  return (
    <Section title={text.title(facts.name[locale])}>
      <p>
        {facts.displayRule === "ladder"
          ? text.ladder(formatNumber(locale, facts.step, decimals), rows)
          : text.plain}
      </p>
      {facts.displayRule === "plain" && facts.readable > 0 ? (
        <p>{text.warning(formatNumber(locale, facts.readable), rows)}</p>
      ) : null}
    </Section>
  );
}
