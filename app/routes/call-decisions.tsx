import { useEffect } from "react";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { approveDecisions } from "#app/decisions/approve-decisions.server.ts";
import { DecisionFigures } from "#app/decisions/decision-figures.tsx";
import { DecisionList } from "#app/decisions/decision-list.tsx";
import { DecisionRefusal } from "#app/decisions/decision-refusal.tsx";
import { AlongLine, ApproveAll, FreePlaces, OrderNotices } from "#app/decisions/decision-sections.tsx";
import { bothOrNull, decisionsForm } from "#app/decisions/forms.ts";
import { OpenMattersNotice } from "#app/decisions/open-matters-notice.tsx";
import { decisionsPage } from "#app/decisions/pages.server.ts";
import { proposePromotion } from "#app/decisions/promote-next.server.ts";
import { proposeAlongLine } from "#app/decisions/propose-along-line.server.ts";
import { decisionTexts } from "#app/decisions/texts.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { bodyLimits } from "#app/limits.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  useActionData,
  useLoaderData,
  useRevalidator,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
} from "#app/remix.ts";
import { requestRanking } from "#app/reviews/compute-ranking.server.ts";
import { Actions, EmptyState, LinkButton, Notice, PageHead, Section } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => decisionsPage(actor, params["slug"] ?? "", localeOf(params)));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    requirePerson(actor);
    return carryOut(actor, params["slug"] ?? "", request);
  });
}

const nothing = { isComputing: false, proposed: 0, approved: 0 };

async function carryOut(actor: Actor, slug: string, request: Request): Promise<typeof nothing> {
  const form = await readFields(actor, request, decisionsForm, bodyLimits.long);
  switch (form.intent) {
    case "compute":
      await requestRanking(actor, slug, form.places);
      return { ...nothing, isComputing: true };
    case "line": {
      const reasons = {
        laureate: { fr: form.laureate_fr, en: form.laureate_en },
        waiting_list: { fr: form.waiting_list_fr, en: form.waiting_list_en },
        rejected: { fr: form.rejected_fr, en: form.rejected_en },
      };
      const { places, waiting } = form;
      const line = { places, waiting, reasons, replace: form.replace === "on" };
      return { ...nothing, proposed: await proposeAlongLine(actor, slug, line) };
    }
    case "approve": {
      const approved = await approveDecisions(actor, slug, { code: form.application, seen: form.seen });
      return { ...nothing, approved };
    }
    case "promote": {
      await proposePromotion(actor, slug, {
        ...{ becauseOf: form.because, amountCents: form.amount },
        reasons: { fr: form.reasons_fr, en: form.reasons_en },
        conditions: bothOrNull(form.conditions_fr, form.conditions_en),
      });
      return { ...nothing, proposed: 1 };
    }
  }
}

const looks = [1_000, 2_500, 5_000, 10_000, 20_000];

export default function CallDecisions() {
  const text = useTexts(decisionTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { revalidate } = useRevalidator();
  const done = answer !== undefined && !("refusal" in answer) ? answer : nothing;
  const hasAsked = done.isComputing === true;
  const isComputing = hasAsked && (page.ranking === null || page.ranking.isStale);
  useEffect(() => {
    if (!hasAsked) return;
    const timers = looks.map((delayMs) =>
      window.setTimeout(() => {
        revalidate();
      }, delayMs),
    );
    return () => {
      timers.forEach((timer) => window.clearTimeout(timer));
    };
  }, [answer, hasAsked, revalidate]);
  return (
    <>
      <PageHead title={text.title} lead={text.lead} level={2}>
        <Actions>
          <LinkButton to={localizedPath(locale, `/calls/${page.call.slug}/decisions/letters`)}>
            {text.toLetters}
          </LinkButton>
          <ApproveAll page={page} />
        </Actions>
      </PageHead>
      <DecisionRefusal refusal={answer !== undefined && "refusal" in answer ? answer.refusal : undefined} />
      {done.proposed === 0 ? null : <Notice kind="success" title={text.proposed(done.proposed)} />}
      {done.approved === 0 ? null : <Notice kind="success" title={text.approved(done.approved)} />}
      {page.rows.length === 0 ? (
        <EmptyState title={text.empty}>
          <p>{text.emptyMore}</p>
        </EmptyState>
      ) : (
        <>
          <DecisionFigures page={page} />
          {page.duties.isAuthority && page.approvable > 0 ? (
            <OpenMattersNotice slug={page.call.slug} open={page.open} />
          ) : null}
          <OrderNotices page={page} isComputing={isComputing} />
          <AlongLine page={page} />
          <FreePlaces page={page} />
          <Section title={text.order}>
            <DecisionList page={page} />
          </Section>
        </>
      )}
    </>
  );
}
