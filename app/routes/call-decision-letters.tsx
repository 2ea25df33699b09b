import { requirePerson } from "#app/accounts/policy.ts";
import { DecisionRefusal } from "#app/decisions/decision-refusal.tsx";
import { decisionLettersForm } from "#app/decisions/forms.ts";
import {
  PlacesSection,
  RehearsalSection,
  ReleaseSection,
  TemplateSections,
  TermsSection,
} from "#app/decisions/letter-sections.tsx";
import { decisionLettersPage } from "#app/decisions/letters-page.server.ts";
import { releaseDecisions } from "#app/decisions/release-decisions.server.ts";
import { saveDecisionLetter, settleDecisionTerms } from "#app/decisions/save-letter.server.ts";
import { decisionLetterTexts } from "#app/decisions/texts-letters.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { bodyLimits } from "#app/limits.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  Link,
  useActionData,
  useLoaderData,
  useNavigation,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
} from "#app/remix.ts";
import { Columns, Notice, PageHead } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const slug = params["slug"] ?? "";
  return handle(request, async (actor) => decisionLettersPage(actor, slug, localeOf(params)));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    requirePerson(actor);
    const slug = params["slug"] ?? "";
    const form = await readFields(actor, request, decisionLettersForm, bodyLimits.long);
    switch (form.intent) {
      case "letter": {
        const subject = { fr: form.subject_fr, en: form.subject_en };
        // A browser sends line ends of two characters.
        const body = {
          fr: form.body_fr.replaceAll("\r\n", "\n"),
          en: form.body_en.replaceAll("\r\n", "\n"),
        };
        await saveDecisionLetter(actor, slug, form.outcome, { subject, body });
        return { released: null };
      }
      case "terms": {
        const terms = { envelopeCents: form.envelope, sharesMarks: form.marks === "on" };
        await settleDecisionTerms(actor, slug, terms);
        return { released: null };
      }
      case "release": {
        const { letters, digest } = form;
        const confirmed = { letters, digest, despiteOpen: form.despite_open === "on" };
        return { released: await releaseDecisions(actor, slug, confirmed) };
      }
    }
  });
}

export default function CallDecisionLetters() {
  const text = useTexts(decisionLetterTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isSending = useNavigation().formData?.get("intent") === "release";
  const done = answer !== undefined && "released" in answer ? answer : null;
  return (
    <>
      <p>
        <Link to={localizedPath(locale, `/calls/${page.call.slug}/decisions`)}>{text.back}</Link>
      </p>
      <PageHead title={text.title} lead={text.lead} level={2} />
      <DecisionRefusal refusal={answer !== undefined && "refusal" in answer ? answer.refusal : undefined} />
      {done === null ? null : (
        <Notice kind="success" title={done.released == null ? text.savedNow : text.released(done.released)} />
      )}
      <Columns
        main={
          <>
            <TemplateSections page={page} />
            <RehearsalSection page={page} />
            <ReleaseSection page={page} isSending={isSending} />
          </>
        }
        aside={
          <>
            <TermsSection page={page} />
            <PlacesSection />
          </>
        }
      />
    </>
  );
}
