import { Checkbox } from "@mantine/core";
import { applicationTexts } from "#app/applications/texts.ts";
import { callTexts } from "#app/calls/texts.ts";
import { DecisionRefusal } from "#app/decisions/decision-refusal.tsx";
import { declineAward } from "#app/decisions/decline-award.server.ts";
import { feedbackPage, type FeedbackPage } from "#app/decisions/feedback-page.server.ts";
import { declineForm } from "#app/decisions/forms.ts";
import { FeedbackSections } from "#app/decisions/feedback-sections.tsx";
import { feedbackTexts } from "#app/decisions/texts-letters.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { formatDate, formatDateTime } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  Form,
  useActionData,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "#app/remix.ts";
import {
  Breadcrumbs,
  buttonClass,
  EmptyState,
  fieldsClass,
  Notice,
  PageHead,
  Section,
} from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const code = params["application"] ?? "";
  return handle(request, async (actor) => feedbackPage(actor, code, localeOf(params)));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    requirePerson(actor);
    await readFields(actor, request, declineForm);
    await declineAward(actor, params["application"] ?? "");
    return { isDeclined: true };
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${feedbackTexts[localeOf(params)].title} – Palmarès` },
];

export default function ApplicationDecision() {
  const text = useTexts(feedbackTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <Breadcrumbs
        label={useTexts(callTexts).trail}
        trail={[
          [localizedPath(locale, `/calls/${page.call.slug}`), page.call.title],
          [localizedPath(locale, `/applications/${page.code}`), useTexts(applicationTexts).mineShort],
        ]}
        here={text.title}
      />
      {page.decision === null ? <Unknown page={page} /> : <Known page={page} decision={page.decision} />}
      <DecisionRefusal refusal={answer !== undefined && "refusal" in answer ? answer.refusal : undefined} />
      {page.mayDecline ? <Decline /> : null}
    </>
  );
}

function Unknown({ page }: { page: FeedbackPage }) {
  const text = useTexts(feedbackTexts);
  const locale = useLocale();
  const { resultsExpectedAt, timeZone } = page.call;
  return (
    <>
      <PageHead title={text.title} />
      <EmptyState title={text.unknown}>
        <p>{text.unknownMore}</p>
        {resultsExpectedAt === null ? null : (
          <p>{text.expected(formatDate(locale, resultsExpectedAt, timeZone))}</p>
        )}
      </EmptyState>
    </>
  );
}

function Known({ page, decision }: { page: FeedbackPage; decision: NonNullable<FeedbackPage["decision"]> }) {
  const text = useTexts(feedbackTexts);
  const locale = useLocale();
  const { outcome, round, releasedAt } = decision;
  const kind = outcome === "laureate" && round > 1 ? "promoted" : outcome;
  return (
    <>
      <PageHead
        title={text.heads[kind]}
        lead={
          releasedAt === null ? null : text.releasedAt(formatDateTime(locale, releasedAt, page.call.timeZone))
        }
      />
      {page.isWithdrawn ? <Notice level={2} kind="info" title={text.withdrawn} /> : null}
      <FeedbackSections page={page} decision={decision} />
    </>
  );
}

function Decline() {
  const text = useTexts(feedbackTexts);
  return (
    <Section title={text.decline}>
      <p>{text.declineMore}</p>
      <Form method="post" className={fieldsClass()}>
        <Checkbox name="sure" label={text.sure} required />
        <button type="submit" name="intent" value="decline" className={buttonClass(false)}>
          {text.declineSend}
        </button>
      </Form>
    </Section>
  );
}
