import { TextInput } from "@mantine/core";
import { useEffect } from "react";
import { requirePerson } from "#app/accounts/policy.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { formatDateTime, formatNumber } from "#app/i18n/format.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  Form,
  useActionData,
  useLoaderData,
  useRevalidator,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
} from "#app/remix.ts";
import { noteDeparture, requestRanking } from "#app/reviews/compute-ranking.server.ts";
import { rankingForm } from "#app/reviews/forms.ts";
import { rankingPage } from "#app/reviews/ranking-page.server.ts";
import { RankingAside } from "#app/reviews/ranking-aside.tsx";
import { RankingTable } from "#app/reviews/ranking-table.tsx";
import { reopenReview } from "#app/reviews/reopen-review.server.ts";
import { ReviewRefusal } from "#app/reviews/review-refusal.tsx";
import styles from "#app/reviews/reviews.module.css";
import { rankingTexts } from "#app/reviews/texts-ranking.ts";
import { buttonClass, EmptyState, Notice, PageHead } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => rankingPage(actor, params["slug"] ?? "", localeOf(params)));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    requirePerson(actor);
    const slug = params["slug"] ?? "";
    const form = await readFields(actor, request, rankingForm);
    if (form.intent === "compute") await requestRanking(actor, slug, form.places);
    else if (form.intent === "depart")
      await noteDeparture(actor, slug, { code: form.application, reason: form.reason });
    else
      await reopenReview(actor, slug, { code: form.application, jurorId: form.juror, reason: form.reason });
    return { isComputing: form.intent === "compute" };
  });
}

const looks = [1_000, 2_500, 5_000, 10_000, 20_000];

export default function CallRanking() {
  const text = useTexts(rankingTexts);
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { revalidate } = useRevalidator();
  const isComputing = answer !== undefined && "isComputing" in answer && answer.isComputing;
  useEffect(() => {
    if (!isComputing) return;
    const timers = looks.map((delayMs) =>
      window.setTimeout(() => {
        revalidate();
      }, delayMs),
    );
    return () => {
      timers.forEach((timer) => window.clearTimeout(timer));
    };
  }, [isComputing, answer, revalidate]);
  return (
    <>
      <PageHead title={text.title} lead={text.counts(page.applications, page.reviews, page.jurors)} level={2}>
        <Compute page={page} />
      </PageHead>
      <ReviewRefusal refusal={answer !== undefined && "refusal" in answer ? answer.refusal : undefined} />
      <p className="secondary">{text.hidden}</p>
      {page.unmarked === 0 ? null : <p className="secondary">{text.unmarked(page.unmarked)}</p>}
      {page.ranking === null ? (
        <EmptyState title={isComputing ? text.computing : text.none}>
          <p>{text.noneMore}</p>
        </EmptyState>
      ) : (
        <>
          <Ranking ranking={page.ranking} timeZone={page.call.timeZone} />
          <div className={styles["below"]}>
            <RankingAside ranking={page.ranking} canReopen={page.canReopen} />
          </div>
        </>
      )}
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Compute({ page }: { page: Page }) {
  const text = useTexts(rankingTexts);
  return (
    <Form method="post" className={styles["inline"]}>
      <TextInput
        name="places"
        type="number"
        min={1}
        max={500}
        label={text.places}
        defaultValue={String(page.ranking?.places ?? 10)}
        style={{ width: 130 }}
      />
      <button
        type="submit"
        name="intent"
        value="compute"
        className={buttonClass(page.ranking === null || page.ranking.isStale)}
      >
        {text.compute}
      </button>
    </Form>
  );
}

function Ranking({ ranking, timeZone }: { ranking: NonNullable<Page["ranking"]>; timeZone: string }) {
  const text = useTexts(rankingTexts);
  const locale = useLocale();
  return (
    <>
      {ranking.isStale ? <Notice kind="attention" title={text.stale} /> : null}
      {ranking.noCalibration === null ? null : (
        <Notice kind="info" title={text.noCalibration}>
          <p>{text.noCalibrationReasons[ranking.noCalibration.code]}</p>
        </Notice>
      )}
      <RankingTable ranking={ranking} />
      <p className="secondary" style={{ marginTop: 16, overflowWrap: "anywhere" }}>
        {text.computed(
          formatDateTime(locale, ranking.computedAt, timeZone),
          formatNumber(locale, ranking.draws),
        )}{" "}
        {text.seed} <span className="mono">{ranking.seed.slice(0, 16)}</span>
      </p>
    </>
  );
}
