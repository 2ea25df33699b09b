import { AnswersView, readAnswers } from "#app/applications/answers-view.tsx";
import { completed, openPoints } from "#app/applications/completeness.ts";
import { DeadlineLine } from "#app/applications/deadline-line.tsx";
import { documentFacts } from "#app/applications/document-facts.ts";
import { formFromLoader } from "#app/applications/form-json.ts";
import { OpenPointsList } from "#app/applications/open-points-list.tsx";
import { editorPage } from "#app/applications/pages.server.ts";
import { ApplicationRefusal } from "#app/applications/application-refusal.tsx";
import { submitApplication } from "#app/applications/submit-application.server.ts";
import { applicationTexts } from "#app/applications/texts.ts";
import { callTexts } from "#app/calls/texts.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  Form,
  Link,
  redirect,
  useActionData,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "#app/remix.ts";
import { Actions, Breadcrumbs, buttonClass, LinkButton, Notice, PageHead } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => editorPage(actor, params["application"] ?? "", localeOf(params)));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    const code = params["application"] ?? "";
    await submitApplication(actor, code);
    return redirect(localizedPath(localeOf(params), `/applications/${code}/received`));
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${applicationTexts[localeOf(params)].checkPage.title} – Palmarès` },
];

export default function ApplicationCheck() {
  const text = useTexts(applicationTexts);
  const calls = useTexts(callTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const form = formFromLoader(page.formJson);
  const draft = readAnswers(page.answersJson);
  const answers = page.asked === null ? draft : completed(readAnswers(page.receivedJson), draft, page.asked);
  const points = openPoints(form, answers, documentFacts(page.documents));
  const back = localizedPath(locale, `/applications/${page.code}`);
  const isUnchanged = page.lastReceived !== null && !page.hasChanges && page.asked === null;
  return (
    <>
      <Breadcrumbs
        label={calls.trail}
        trail={[
          [localizedPath(locale, `/calls/${page.call.slug}`), page.call.title],
          [back, text.mineShort],
        ]}
        here={text.checkPage.title}
      />
      <PageHead title={text.checkPage.title} lead={text.checkPage.lead} />
      <DeadlineLine
        closesAt={page.closesAt}
        timeZone={page.call.timeZone}
        isComplement={page.complement !== null}
        now={page.now}
      />
      <ApplicationRefusal refusal={answer?.refusal} />
      {points.length > 0 ? (
        <Notice level={2} kind="attention" title={text.checkPage.open(points.length)}>
          <p>{text.checkPage.openMore}</p>
          <OpenPointsList
            points={points}
            lead={(point, label) => <Link to={`${back}#field-${point.field.id}`}>{label}</Link>}
          />
        </Notice>
      ) : page.refusedToEdit === null ? (
        <Notice
          level={2}
          kind={isUnchanged ? "info" : "success"}
          title={isUnchanged ? text.checkPage.unchanged : text.checkPage.ready}
        >
          <p>{text.checkPage.readyMore}</p>
        </Notice>
      ) : null}
      <Form method="post">
        <Actions>
          {page.refusedToEdit === null ? (
            <button type="submit" className={buttonClass(true)}>
              {text.checkPage.submit}
            </button>
          ) : null}
          <LinkButton to={back}>{text.checkPage.back}</LinkButton>
        </Actions>
      </Form>
      <div style={{ marginTop: 32 }}>
        <AnswersView form={form} answers={answers} documents={page.documents} code={page.code} />
      </div>
    </>
  );
}
