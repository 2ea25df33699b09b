import { formatNumber } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Link } from "#app/remix.ts";
import { Section } from "#app/ui/parts.tsx";
import styles from "./board.module.css";
import type { Palmares } from "./front.server.ts";
import { boardTexts } from "./texts.ts";

/** The first teams of the final ranking that was revealed last. */
export function LatestPalmares({ palmares }: { palmares: Palmares }) {
  const text = useTexts(boardTexts);
  const locale = useLocale();
  const path = localizedPath(locale, `/challenges/${palmares.slug}/leaderboard`);
  return (
    <Section title={text.latest} aside={<Link to={path}>{text.whole}</Link>}>
      <p className="secondary">{palmares.title}</p>
      <ol className={styles["palmares"]}>
        {palmares.teams.map((team) => (
          <li key={team.name}>
            <span className={styles["numeral"]}>{team.rank}</span>
            <span>
              <strong>{team.name}</strong>
              <span className="secondary" style={{ display: "block" }}>
                {[team.affiliation, team.isShared ? "ex\u00a0æquo" : null].filter(Boolean).join(" · ")}
              </span>
            </span>
            <span>{team.score === null ? "" : formatNumber(locale, team.score, palmares.decimals)}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
