import { visitor } from "#app/accounts/actor.ts";
import { CallRows } from "#app/calls/call-rows.tsx";
import { callsPage } from "#app/calls/pages.server.ts";
import { callTexts } from "#app/calls/texts.ts";
import { ChallengeRows } from "#app/challenges/challenge-rows.tsx";
import styles from "#app/challenges/challenges.module.css";
import { challengeList } from "#app/challenges/pages.server.ts";
import { latestRevealed, leadChallenge } from "#app/challenges/rules.ts";
import { challengeTexts } from "#app/challenges/texts.ts";
import { handle } from "#app/http/handle.server.ts";
import { formatNumber } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { LatestLaureates } from "#app/laureates/latest-laureates.tsx";
import { latestLaureates } from "#app/laureates/pages.server.ts";
import { leadersOf, palmaresOf } from "#app/leaderboards/front.server.ts";
import { LatestPalmares } from "#app/leaderboards/latest-palmares.tsx";
import { Link, useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import { Deadlines, type Deadline } from "#app/ui/deadlines.tsx";
import { Actions, EmptyState, Figure, LinkButton, PageHead, Section } from "#app/ui/parts.tsx";
import { TissuePlate } from "#app/ui/plate.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async () => {
    const now = new Date();
    const challenges = await challengeList(localeOf(params), now);
    const lead = leadChallenge(challenges);
    const revealed = latestRevealed(challenges);
    const { calls } = await callsPage(visitor, localeOf(params), now);
    return {
      challenges,
      calls: calls.filter(({ status }) => status === "open" || status === "upcoming"),
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
  const calls = useTexts(callTexts).home;
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
        <Calls front={front} />
      </>
    );
  }
  const open = challenges.filter((challenge) => challenge.state === "open" || challenge.state === "upcoming");
  return (
    <>
      <div className={styles["front"]}>
        <LeadChallenge lead={lead} leaders={front.leaders} />
        <div>
          <LastDays front={front} />
          {front.palmares === null ? null : <LatestPalmares palmares={front.palmares} />}
        </div>
      </div>
      <Section
        title={text.home.open}
        aside={<Link to={localizedPath(locale, "/challenges")}>{text.home.all}</Link>}
      >
        <ChallengeRows level={3} challenges={open} now={now} />
      </Section>
      <Calls front={front} />
      <Steps title={text.home.how} steps={text.home.steps} />
      <Steps title={calls.how} steps={calls.steps} />
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

/** Calls that are open or will be, and who was chosen last. */
function Calls({ front }: { front: Front }) {
  const text = useTexts(callTexts).home;
  const locale = useLocale();
  return (
    <>
      {front.calls.length === 0 ? null : (
        <Section title={text.open} aside={<Link to={localizedPath(locale, "/calls")}>{text.all}</Link>}>
          <CallRows calls={front.calls} now={front.now} />
        </Section>
      )}
      {front.laureates === null ? null : <LatestLaureates latest={front.laureates} />}
    </>
  );
}

function Steps({ title, steps }: { title: string; steps: readonly (readonly string[])[] }) {
  return (
    <Section title={title}>
      <div className={styles["steps"]}>
        {steps.map(([name, what]) => (
          <div key={name}>
            <h3>{name}</h3>
            <p>{what}</p>
          </div>
        ))}
      </div>
    </Section>
  );
}

/** Last days of challenges and calls that take something now or soon. */
function LastDays({ front: { challenges, calls, now } }: { front: Front }) {
  const ofChallenges = useTexts(challengeTexts).home;
  const ofCalls = useTexts(callTexts).home;
  const short = (title: string) => title.split(/\s*:/)[0] ?? title;
  const deadlines: Deadline[] = [
    ...challenges
      .filter(({ state }) => state === "open" || state === "upcoming")
      .map(({ slug, title, closesAt, timeZone }) => ({
        key: `challenge ${slug}`,
        title: ofChallenges.closes(short(title)),
        at: closesAt,
        timeZone,
      })),
    ...calls.flatMap(({ slug, title, closesAt: at, timeZone }) =>
      at === null ? [] : [{ key: `call ${slug}`, title: ofCalls.ends(short(title)), at, timeZone }],
    ),
  ];
  return <Deadlines title={ofChallenges.deadlines} deadlines={deadlines} now={now} />;
}
