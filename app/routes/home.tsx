import { ChallengeRows } from "#app/challenges/challenge-rows.tsx";
import styles from "#app/challenges/challenges.module.css";
import { challengeList } from "#app/challenges/pages.server.ts";
import { latestRevealed, leadChallenge } from "#app/challenges/rules.ts";
import { challengeTexts } from "#app/challenges/texts.ts";
import { handle } from "#app/http/handle.server.ts";
import { formatDate, formatNumber, formatRelative } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { LatestLaureates } from "#app/laureates/latest-laureates.tsx";
import { latestLaureates } from "#app/laureates/pages.server.ts";
import { leadersOf, palmaresOf } from "#app/leaderboards/front.server.ts";
import { LatestPalmares } from "#app/leaderboards/latest-palmares.tsx";
import { Link, useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import { Actions, EmptyState, Figure, LinkButton, PageHead, Section } from "#app/ui/parts.tsx";
import { TissuePlate } from "#app/ui/plate.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async () => {
    const now = new Date();
    const challenges = await challengeList(localeOf(params), now);
    const lead = leadChallenge(challenges);
    const revealed = latestRevealed(challenges);
    return {
      challenges,
      lead,
      leaders: lead === null ? null : await leadersOf(lead.slug, now),
      laureates: await latestLaureates(localeOf(params)),
      palmares: revealed === null ? null : await palmaresOf(revealed, now),
      now,
    };
  });
}

export const meta: MetaFunction = () => [{ title: "Palmarès" }];

type Front = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Home() {
  const text = useTexts(challengeTexts);
  const locale = useLocale();
  const front = useLoaderData<typeof loader>();
  const { challenges, lead, now } = front;
  if (lead === null) {
    return (
      <>
        <PageHead title={text.home.title} />
        <EmptyState title={text.home.nothing}>
          <p>{text.home.nothingMore}</p>
        </EmptyState>
      </>
    );
  }
  const open = challenges.filter((challenge) => challenge.state === "open" || challenge.state === "upcoming");
  return (
    <>
      <div className={styles["front"]}>
        <LeadChallenge lead={lead} leaders={front.leaders} />
        <div>
          <Deadlines challenges={open} now={now} />
          {front.palmares === null ? null : <LatestPalmares palmares={front.palmares} />}
        </div>
      </div>
      <Section
        title={text.home.open}
        aside={<Link to={localizedPath(locale, "/challenges")}>{text.home.all}</Link>}
      >
        <ChallengeRows level={3} challenges={open} now={now} />
      </Section>
      {front.laureates === null ? null : <LatestLaureates latest={front.laureates} />}
      <Section title={text.home.how}>
        <div className={styles["steps"]}>
          {text.home.steps.map(([title, what]) => (
            <div key={title}>
              <h3>{title}</h3>
              <p>{what}</p>
            </div>
          ))}
        </div>
      </Section>
      <div className={styles["figures"]}>
        <Figure label={text.home.figures[0] ?? ""} value={challenges.length} />
        <Figure
          label={text.home.figures[1] ?? ""}
          value={formatNumber(
            locale,
            challenges.reduce((sum, one) => sum + one.teams, 0),
          )}
        />
        <Figure label={text.home.figures[2] ?? ""} value={open.length} />
      </div>
      <p className="secondary" style={{ marginTop: 28 }}>
        {text.home.access}{" "}
        <Link to={localizedPath(locale, "/pages/accessibility")}>{text.home.accessLink}</Link>
      </p>
    </>
  );
}

function LeadChallenge({ lead, leaders }: { lead: NonNullable<Front["lead"]>; leaders: Front["leaders"] }) {
  const text = useTexts(challengeTexts);
  const locale = useLocale();
  const path = localizedPath(locale, `/challenges/${lead.slug}`);
  return (
    <div>
      <figure style={{ margin: 0 }}>
        <div className={styles["plateBox"]}>
          <TissuePlate seed={lead.slug} stain={lead.stain} width={560} height={306} />
        </div>
        <figcaption className="caption">{text.home.caption}</figcaption>
      </figure>
      <p className={styles["kicker"]}>{text.home.kicker[lead.state]}</p>
      <h1 className={styles["display"]}>{lead.title}</h1>
      <p className="lead">{lead.summary}</p>
      <Actions>
        <LinkButton to={path} filled>
          {text.home.join}
        </LinkButton>
        <LinkButton to={`${path}/leaderboard`}>{text.home.board}</LinkButton>
      </Actions>
      {leaders === null || leaders.teams.length === 0 ? null : (
        <div className={styles["leaders"]}>
          {leaders.isShared ? (
            <span>
              <span className={styles["rank"]}>1</span> <span className="ex-aequo secondary">ex æquo</span>
            </span>
          ) : null}
          {leaders.teams.map((team) => (
            <span key={team.name}>
              <strong>
                {leaders.isShared ? null : <span className={styles["rank"]}>{team.rank} </span>}
                {team.name}
              </strong>
              {team.score === null ? null : formatNumber(locale, team.score, leaders.decimals)}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}

function Deadlines({ challenges, now }: { challenges: Front["challenges"]; now: Date }) {
  const text = useTexts(challengeTexts);
  const locale = useLocale();
  const dayOf = (at: Date, timeZone: string, part: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale === "fr" ? "fr-FR" : "en-GB", { ...part, timeZone }).format(at);
  return (
    <Section title={text.home.deadlines}>
      {challenges.map((challenge) => (
        <div key={challenge.slug} className={styles["deadline"]}>
          <span>
            <span className={styles["day"]}>
              {dayOf(challenge.closesAt, challenge.timeZone, { day: "numeric" })}
            </span>
            <span className="caption">
              {dayOf(challenge.closesAt, challenge.timeZone, { month: "short" })}
            </span>
          </span>
          <span>
            <strong>{text.home.closes(challenge.title.split(/\s*:/)[0] ?? challenge.title)}</strong>
            <span className="secondary" style={{ display: "block" }}>
              {formatDate(locale, challenge.closesAt, challenge.timeZone)} ·{" "}
              {formatRelative(locale, challenge.closesAt, now)}
            </span>
          </span>
        </div>
      ))}
    </Section>
  );
}
