import { requirePerson } from "#app/accounts/policy.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { bodyLimits } from "#app/limits.ts";
import { readForm } from "#app/http/read-body.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  useActionData,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "#app/remix.ts";
import { declareInterests } from "#app/reviews/declare-interests.server.ts";
import { NamesForm } from "#app/reviews/names-form.tsx";
import { interestsPage } from "#app/reviews/reading-pages.server.ts";
import { ReviewRefusal } from "#app/reviews/review-refusal.tsx";
import { linesIn } from "#app/reviews/sweep-form.ts";
import { reviewTexts } from "#app/reviews/texts.ts";
import { Breadcrumbs, EmptyState, LinkButton, PageHead } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => interestsPage(actor, params["slug"] ?? "", localeOf(params)));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    requirePerson(actor);
    const open = await declareInterests(
      actor,
      params["slug"] ?? "",
      linesIn(await readForm(actor, request, bodyLimits.long)),
    );
    return { open };
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${reviewTexts[localeOf(params)].interests.short} – Palmarès` },
];

export default function Interests() {
  const all = useTexts(reviewTexts);
  const text = all.interests;
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const open = answer !== undefined && "open" in answer ? answer.open : null;
  const base = localizedPath(locale, `/calls/${page.call.slug}`);
  return (
    <>
      <Breadcrumbs label={all.trail} trail={[[base, page.call.title]]} here={text.short} />
      <PageHead title={text.title} lead={text.lead} />
      <ReviewRefusal refusal={answer !== undefined && "refusal" in answer ? answer.refusal : undefined} />
      {open === null || open === 0 ? null : (
        <p role="status">
          <strong>{text.missing(open)}</strong>
        </p>
      )}
      {page.open > 0 ? (
        <p>{text.notice}</p>
      ) : (
        <EmptyState title={text.done}>
          <LinkButton to={`${base}/reviews`} filled>
            {text.toReviews}
          </LinkButton>
        </EmptyState>
      )}
      <NamesForm lines={page.lines} />
    </>
  );
}
