import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import type { Tx } from "#db/client.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { jurorsOf } from "#db/queries/juries.ts";
import { rankedReviews } from "#db/queries/ranked-reviews.ts";
import { departuresOf, judgedApplications, newestRanking, type RankingRow } from "#db/queries/reviews.ts";
import type { CallId, Locale } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { rankingViewer } from "./compute-ranking.server.ts";
import { titleOf } from "./jury-pages.server.ts";
import { areReviewsClosed } from "./policy.ts";
import { rankingBasis, type RankingBasis } from "./ranking-basis.ts";
import { rankingContent } from "./ranking-content.ts";

/** The ranking over the applications that the actor may see, as it was last computed, and whether marks have changed
 * since. One that was computed over another set of applications is not shown.
 * @throws Refused those of `rankingViewer` */
export async function rankingPage(actor: Actor, slug: string, locale: Locale) {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const { call } = await rankingViewer(tx, actor, slug);
    const basis = rankingBasis(await rankedReviews(tx, call.id));
    const { ids, marks } = basis;
    const kept = await newestRanking(tx, call.id, basis.scope);
    return {
      call: { slug, title: call.title[locale], timeZone: call.timeZone },
      applications: ids.length,
      reviews: marks.length,
      jurors: new Set(marks.map(({ juror }) => juror)).size,
      canReopen: !areReviewsClosed(call.state),
      unmarked: ids.length - new Set(marks.map(({ application }) => application)).size,
      ranking: kept === null ? null : await rankingView(tx, kept, basis),
    };
  });
}

export type RankingPage = Awaited<ReturnType<typeof rankingPage>>;

/** What was computed, with the names that it is read with. */
async function rankingView(tx: Tx, kept: RankingRow, { ids, marks, text }: RankingBasis) {
  const content = rankingContent.parse(kept.content);
  const files = await filesOf(tx, kept.callId);
  const names = new Map<string, string>(
    (await jurorsOf(tx, kept.callId)).map(({ id, displayName }) => [id, displayName]),
  );
  const given = await departuresOf(tx, ids);
  return {
    ...{ places: content.places, draws: content.draws, seed: content.seed },
    ...{ number: kept.number, computedAt: kept.computedAt, noCalibration: content.noCalibration },
    ...{ linkage: content.linkage, expectedReviews: content.expectedReviews },
    isStale: kept.basis !== fingerprintOf(text),
    severities: content.severities.map(({ juror, severity }) => ({ name: names.get(juror) ?? "", severity })),
    rows: content.ranked.map(({ application, ...row }) => ({
      ...row,
      code: files.get(application)?.code ?? "",
      title: files.get(application)?.title ?? "",
      byJuror: marks
        .filter((mark) => mark.application === application)
        .map(({ juror, value }) => ({ juror, name: names.get(juror) ?? "", value })),
      departures: given
        .filter(({ applicationId }) => applicationId === application)
        .map(({ reason, notedAt, number }) => ({ reason, notedAt, number })),
    })),
  };
}

async function filesOf(tx: Tx, callId: CallId) {
  const files = new Map<string, { code: string; title: string }>();
  for (const { application, received } of await judgedApplications(tx, callId))
    files.set(application.id, { code: application.code, title: await titleOf(tx, received) });
  return files;
}
