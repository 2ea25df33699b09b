import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { AnswersView, readAnswers } from "#app/applications/answers-view.tsx";
import { ApplicationRefusal } from "#app/applications/application-refusal.tsx";
import { examinedPage } from "#app/applications/examination-pages.server.ts";
import {
  ChecklistSection,
  ComplementSection,
  DifferenceSection,
  RulingSection,
} from "#app/applications/examination-sections.tsx";
import { formFromLoader } from "#app/applications/form-json.ts";
import { examinationForm } from "#app/applications/forms.ts";
import { recordChecks } from "#app/applications/record-check.server.ts";
import { requestComplement } from "#app/applications/request-complement.server.ts";
import { ruleAdmissibility } from "#app/applications/rule-admissibility.server.ts";
import { StateTag } from "#app/applications/state-tag.tsx";
import { officerTexts } from "#app/applications/texts-officer.ts";
import { callTexts } from "#app/calls/texts.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { bodyLimits } from "#app/limits.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { formatDateTime } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { instantIn } from "#app/i18n/zoned-time.ts";
import {
  useActionData,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "#app/remix.ts";
import { Breadcrumbs, Columns, PageHead } from "#app/ui/parts.tsx";

const placeOf = (params: Record<string, string | undefined>) => ({
  slug: params["slug"] ?? "",
  code: params["application"] ?? "",
});

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => examinedPage(actor, placeOf(params), localeOf(params)));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    requirePerson(actor);
    const place = placeOf(params);
    const page = await examinedPage(actor, place, localeOf(params));
    const fields = await readFields(actor, request, examinationForm, bodyLimits.long);
    if (fields.intent === "rule") {
      const reasons = { fr: fields.reasons_fr, en: fields.reasons_en };
      await ruleAdmissibility(actor, place, { outcome: fields.outcome, reasons });
    } else if (fields.intent === "complement") {
      const dueAt = instantIn(page.call.timeZone, fields.dueAt) ?? refuse("no_such_time");
      const message = { fr: fields.message_fr, en: fields.message_en };
      const fieldIds = fields.fields.split(" ").filter((id) => id !== "");
      await requestComplement(actor, place, { fieldIds, message, dueAt });
    } else {
      const { intent: _intent, ...outcomes } = fields;
      await recordChecks(actor, place, outcomes);
    }
    return { done: fields.intent };
  });
}

export const meta: MetaFunction = ({ params }) => [
  {
    title: `${params["application"] ?? ""} – ${officerTexts[localeOf(params)].title} – Palmarès`,
  },
];

export default function ExamineApplication() {
  const officer = useTexts(officerTexts);
  const calls = useTexts(callTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { snapshot } = page;
  const form = formFromLoader(snapshot.formJson);
  const base = localizedPath(locale, `/calls/${page.slug}`);
  const at = snapshot.receivedAt;
  return (
    <>
      <Breadcrumbs
        label={calls.trail}
        trail={[
          [base, page.call.title],
          [`${base}/applications`, officer.title],
        ]}
        here={page.code}
      />
      <PageHead
        title={snapshot.title === "" ? page.code : snapshot.title}
        lead={<StateTag state={page.state} />}
      />
      <ApplicationRefusal
        refusal={answer !== undefined && "refusal" in answer ? answer.refusal : undefined}
      />
      <p className="secondary" style={{ marginTop: 16 }}>
        {snapshot.receiptNumber} · {at === undefined ? "" : formatDateTime(locale, at, page.call.timeZone)}
      </p>
      {page.complements.map(({ id, differencesJson }) =>
        differencesJson === null ? null : <DifferenceSection key={id} json={differencesJson} />,
      )}
      <div style={{ marginTop: 24 }}>
        <Columns
          main={
            <AnswersView
              form={form}
              answers={readAnswers(snapshot.answersJson)}
              documents={snapshot.documents}
              code={page.code}
            />
          }
          aside={
            <>
              <ChecklistSection page={page} />
              <RulingSection page={page} />
              <ComplementSection page={page} />
            </>
          }
        />
      </div>
    </>
  );
}
