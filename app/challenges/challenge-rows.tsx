import { formatDate, formatRelative } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Link } from "#app/remix.ts";
import { LinkButton } from "#app/ui/parts.tsx";
import { TissuePlate } from "#app/ui/plate.tsx";
import type { Stain } from "#db/vocabulary.ts";
import type { PhaseState } from "./rules.ts";
import styles from "./challenges.module.css";
import { challengeTexts } from "./texts.ts";

export type ListedChallenge = {
  slug: string;
  title: string;
  summary: string;
  stain: Stain;
  timeZone: string;
  teams: number;
  opensAt: Date;
  closesAt: Date;
  state: PhaseState;
};

type ChallengeRowsProps = {
  challenges: readonly ListedChallenge[];
  now: Date;
  /** Of the headings: one below that of what surrounds the rows. */
  level: 2 | 3;
};

/** Challenges one under the other, with what decides whether to open one. */
export function ChallengeRows({ challenges, now, level }: ChallengeRowsProps) {
  const Heading = level === 2 ? "h2" : "h3";
  const text = useTexts(challengeTexts);
  const locale = useLocale();
  return challenges.map((challenge) => {
    const path = localizedPath(locale, `/challenges/${challenge.slug}`);
    const date = challenge.state === "upcoming" ? challenge.opensAt : challenge.closesAt;
    return (
      <article key={challenge.slug} className={styles["row"]}>
        <div className={styles["thumb"]}>
          <TissuePlate seed={challenge.slug} stain={challenge.stain} width={160} height={112} />
        </div>
        <div>
          <Heading className={styles["rowTitle"]}>
            <Link to={path}>{challenge.title}</Link>
          </Heading>
          <p>{challenge.summary}</p>
        </div>
        <div>
          <strong>
            {text.state[challenge.state]} {formatDate(locale, date, challenge.timeZone)}
          </strong>
          <div className="secondary">{formatRelative(locale, date, now)}</div>
          <div className="secondary">{text.list.teams(challenge.teams)}</div>
        </div>
        <LinkButton to={path}>{text.list.see}</LinkButton>
      </article>
    );
  });
}
