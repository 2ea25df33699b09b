import styles from "#app/challenges/challenges.module.css";
import { CostMatrix } from "#app/challenges/cost-matrix.tsx";
import { challengeFrame, overviewPage } from "#app/challenges/pages.server.ts";
import { challengeTexts } from "#app/challenges/texts.ts";
import { handle } from "#app/http/handle.server.ts";
import { formatBytes, formatDate, formatNumber, formatRelative } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Link, useLoaderData, type LoaderFunctionArgs } from "#app/remix.ts";
import { LocalTime, ZonedTime } from "#app/ui/local-time.tsx";
import { Columns, FactList, Markdown, Section } from "#app/ui/parts.tsx";
import { TissuePlate } from "#app/ui/plate.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => {
    const now = new Date();
    const slug = params["slug"] ?? "";
    const frame = await challengeFrame(actor, slug, localeOf(params), now);
    return { frame, overview: await overviewPage(slug, localeOf(params), now), now };
  });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ChallengeOverview() {
  const page = useLoaderData<typeof loader>();
  const text = useTexts(challengeTexts);
  const { frame, overview } = page;
  return (
    <>
      <Phases phases={frame.phases} timeZone={frame.timeZone} now={page.now} />
      <Columns
        asideFirst
        main={
          <>
            <p className="lead">{overview.summary}</p>
            <Markdown html={overview.descriptionHtml} />
            <figure style={{ margin: "28px 0" }}>
              <div className={styles["plateBox"]} style={{ aspectRatio: "4 / 1" }}>
                <TissuePlate seed={`${frame.slug} overview`} stain={frame.stain} width={640} height={160} />
              </div>
              <figcaption className="caption">{text.home.caption}</figcaption>
            </figure>
            <Metrics metrics={overview.metrics} />
            {overview.costs === null ? null : <CostMatrix {...overview.costs} />}
          </>
        }
        aside={<Brief page={page} />}
      />
    </>
  );
}

function Phases({ phases, timeZone, now }: { phases: Page["frame"]["phases"]; timeZone: string; now: Date }) {
  const locale = useLocale();
  return (
    <ol className={styles["phases"]}>
      {phases.map((phase) => {
        const share =
          (now.getTime() - phase.opensAt.getTime()) / (phase.closesAt.getTime() - phase.opensAt.getTime());
        return (
          <li key={phase.id}>
            <span
              className={styles["progress"]}
              style={{ width: `${String(Math.round(100 * Math.min(1, Math.max(0, share))))}%` }}
            />
            <strong>{phase.name}</strong>
            <div className="secondary">
              {formatDate(locale, phase.opensAt, timeZone)} – {formatDate(locale, phase.closesAt, timeZone)} ·{" "}
              {formatRelative(locale, phase.closesAt, now)}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Metrics({ metrics }: { metrics: Page["overview"]["metrics"] }) {
  const text = useTexts(challengeTexts);
  return (
    <Section title={text.metrics}>
      {metrics.map((metric) => (
        <div key={metric.name} className={styles["metric"]}>
          <h3>
            {metric.title} {metric.isRanking ? <span className="secondary">{text.ranks}</span> : null}
          </h3>
          <p>
            {metric.explanation} {metric.better === "higher" ? text.higher : text.lower}
          </p>
          <div className={styles["formula"]} dangerouslySetInnerHTML={{ __html: metric.formulaHtml }} />
        </div>
      ))}
    </Section>
  );
}

function Brief({ page: { frame, overview } }: { page: Page }) {
  const text = useTexts(challengeTexts);
  const locale = useLocale();
  const { limits, rows, metrics } = overview;
  const ranking = metrics.find((metric) => metric.isRanking);
  const others = metrics.filter((metric) => !metric.isRanking).map((metric) => metric.title);
  const facts: [string, React.ReactNode][] = [
    [text.facts.closes, <ZonedTime key="zone" at={overview.closesAt} timeZone={frame.timeZone} />],
    [text.facts.here, <LocalTime key="here" at={overview.closesAt} />],
    [text.facts.rankedBy, `${ranking?.title ?? "–"} ${ranking?.better === "lower" ? "↓" : "↑"}`],
  ];
  if (others.length > 0) facts.push([text.facts.alsoShown, others.join(", ")]);
  if (rows.public !== null) facts.push([text.facts.publicRows, formatNumber(locale, rows.public)]);
  if (rows.private !== null) facts.push([text.facts.privateRows, formatNumber(locale, rows.private)]);
  if (limits.dailyLimit !== null) facts.push([text.facts.daily, text.facts.perDay(limits.dailyLimit)]);
  if (limits.totalLimit !== null) facts.push([text.facts.daily, text.facts.inAll(limits.totalLimit)]);
  facts.push(
    [text.facts.size, formatBytes(locale, limits.maxFileBytes)],
    [text.facts.team, text.facts.upTo(limits.maxTeamSize)],
  );
  return (
    <>
      {frame.teamName === null ? null : (
        <div className={styles["own"]}>
          <strong>{text.yourTeam(frame.teamName)}</strong>
          <p>
            <Link to={localizedPath(locale, `/challenges/${frame.slug}/submissions`)}>
              {text.yourTeamMore}
            </Link>
          </p>
        </div>
      )}
      <Section title={text.brief}>
        <FactList facts={facts} />
      </Section>
      <Section title={text.organisedBy}>
        {overview.organisers.map((organiser) => (
          <div key={organiser.name} className={styles["metric"]}>
            {organiser.name}
            <div className="secondary">{organiser.part}</div>
          </div>
        ))}
      </Section>
    </>
  );
}
