import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Link } from "#app/remix.ts";
import { Section } from "#app/ui/parts.tsx";
import { LaureateList } from "./laureate-list.tsx";
import type { LatestLaureates as Latest } from "./pages.server.ts";
import { laureateTexts } from "./texts.ts";

/** The first laureates of the call that was announced last. */
export function LatestLaureates({ latest }: { latest: Latest }) {
  const text = useTexts(laureateTexts);
  const locale = useLocale();
  const all = localizedPath(locale, `/calls/${latest.slug}/laureates`);
  return (
    <Section title={text.latest} aside={<Link to={all}>{text.latestAll(latest.total)}</Link>}>
      <p className="secondary">{latest.title}</p>
      <LaureateList laureates={latest.laureates} />
    </Section>
  );
}
