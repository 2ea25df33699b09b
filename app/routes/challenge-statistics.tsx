import { z } from "zod";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { formatNumber } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { readBoardQuery } from "#app/leaderboards/forms.ts";
import { OtherRules, ShakeUp } from "#app/leaderboards/order-changes.tsx";
import { RankIntervals } from "#app/leaderboards/rank-intervals.tsx";
import { requestStatistics } from "#app/leaderboards/request-statistics.server.ts";
import { SignificanceMap } from "#app/leaderboards/significance-map.tsx";
import { statisticsPage, type ShownStatistics } from "#app/leaderboards/statistics-page.server.ts";
import { statisticsTexts } from "#app/leaderboards/texts-statistics.ts";
import {
  Form,
  Link,
  useActionData,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
} from "#app/remix.ts";
import { useLiveUpdates } from "#app/ui/live.ts";
import { buttonClass, EmptyState, Notice, Section } from "#app/ui/parts.tsx";

const askForm = z.object({ phaseId: z.string().max(60) });

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => {
    const { phase } = readBoardQuery(request.url);
    return statisticsPage(actor, params["slug"] ?? "", phase, new Date());
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    const { phaseId } = await readFields(actor, request, askForm);
    await requestStatistics(actor, params["slug"] ?? "", phaseId);
    return { isAsked: true };
  });
}

export default function ChallengeStatistics() {
  const text = useTexts(statisticsTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  useLiveUpdates(`board=${page.phaseId}`);
  const { statistics } = page;
  return (
    <>
      <h2>{text.title[page.kind]}</h2>
      {statistics === null ? (
        <EmptyState title={text.none}>
          <p>{text.noneMore}</p>
        </EmptyState>
      ) : (
        <Computed statistics={statistics} decimals={page.metric.decimals} />
      )}
      {page.shakeUp === null ? null : <ShakeUp shakeUp={page.shakeUp} />}
      {page.isOrganiser ? <Ask phaseId={page.phaseId} /> : null}
      <p>
        <Link to={localizedPath(locale, `/challenges/${page.slug}/leaderboard`)}>{text.board}</Link>
      </p>
    </>
  );
}

/** Below this agreement between draws the page calls a ranking fragile; the threshold is ours. */
const fragileBelow = 0.8;

function Computed({ statistics, decimals }: { statistics: ShownStatistics; decimals: number }) {
  const text = useTexts(statisticsTexts);
  const locale = useLocale();
  const { stability, drawn, replicates, seed, engineVersion } = statistics;
  const shown = (tau: number) => formatNumber(locale, tau, 2);
  return (
    <>
      <p className="lead">{text.lead(formatNumber(locale, statistics.rows))}</p>
      {stability !== null && stability.median < fragileBelow ? (
        <Notice kind="info" title={text.fragile}>
          <p>{text.stabilityMore(shown(stability.median), shown(stability.low), shown(stability.high))}</p>
        </Notice>
      ) : null}
      <Section title={text.ranks}>
        <p>
          {text.ranksMore} {text.groups}
        </p>
        <RankIntervals statistics={statistics} decimals={decimals} />
      </Section>
      <Section title={text.map}>
        <p>{text.mapMore[statistics.test]}</p>
        <SignificanceMap statistics={statistics} />
      </Section>
      <OtherRules statistics={statistics} />
      <Section title={text.stability}>
        {stability === null ? null : (
          <p>{text.stabilityMore(shown(stability.median), shown(stability.low), shown(stability.high))}</p>
        )}
        <p className="secondary">{text.made(drawn, replicates, seed, engineVersion)}</p>
      </Section>
    </>
  );
}

function Ask({ phaseId }: { phaseId: string }) {
  const text = useTexts(statisticsTexts);
  const answer = useActionData<typeof action>();
  if (answer !== undefined && "isAsked" in answer) return <Notice kind="info" title={text.asked} />;
  return (
    <Form method="post">
      <input type="hidden" name="phaseId" value={phaseId} />
      {answer === undefined ? null : <p role="alert">{text.refused}</p>}
      <button type="submit" className={buttonClass(false)}>
        {text.ask}
      </button>
    </Form>
  );
}
