import { requirePerson } from "#app/accounts/policy.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useTexts } from "#app/i18n/text.ts";
import {
  useActionData,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
} from "#app/remix.ts";
import { beginEvaluation, lookForConflicts } from "#app/reviews/begin-evaluation.server.ts";
import { juryForm } from "#app/reviews/forms.ts";
import { inviteJuror, inviteJurorAgain } from "#app/reviews/invite-juror.server.ts";
import { juryPage } from "#app/reviews/jury-pages.server.ts";
import {
  CharterSection,
  EvaluationStep,
  FindingsSection,
  InviteSection,
  JurorsSection,
} from "#app/reviews/jury-sections.tsx";
import { publishCharter } from "#app/reviews/publish-charter.server.ts";
import { remindJurors } from "#app/reviews/remind-jurors.server.ts";
import { ReviewRefusal } from "#app/reviews/review-refusal.tsx";
import { ruleOnConflict } from "#app/reviews/rule-on-conflict.server.ts";
import { juryTexts } from "#app/reviews/texts-jury.ts";
import { Columns, Notice, PageHead } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => juryPage(actor, params["slug"] ?? "", localeOf(params)));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    requirePerson(actor);
    const slug = params["slug"] ?? "";
    const form = await readFields(actor, request, juryForm);
    const nothing = { invited: null, reminded: null };
    switch (form.intent) {
      case "invite": {
        const languages = form.languages === "both" ? (["fr", "en"] as const) : ([form.languages] as const);
        await inviteJuror(actor, slug, { ...form, languages: [...languages] });
        return { ...nothing, invited: form.name };
      }
      case "invite_again":
        await inviteJurorAgain(actor, slug, form.juror, localeOf(params));
        return nothing;
      case "charter":
        await publishCharter(actor, slug, { fr: form.fr, en: form.en });
        return nothing;
      case "begin":
        await beginEvaluation(actor, slug);
        return nothing;
      case "look":
        await lookForConflicts(actor, slug);
        return nothing;
      case "remind":
        return { ...nothing, reminded: await remindJurors(actor, slug) };
      case "confirm":
      case "dismiss": {
        const pair = { code: form.application, personId: form.person };
        await ruleOnConflict(actor, slug, pair, { kind: form.intent, reason: form.reason });
        return nothing;
      }
    }
  });
}

export default function CallJury() {
  const text = useTexts(juryTexts);
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const done = answer !== undefined && "invited" in answer ? answer : null;
  return (
    <>
      <PageHead title={text.title} lead={text.lead} level={2} />
      <ReviewRefusal refusal={answer !== undefined && "refusal" in answer ? answer.refusal : undefined} />
      {done?.invited == null ? null : <Notice kind="success" title={text.invited(done.invited)} />}
      {done?.reminded == null ? null : <Notice kind="success" title={text.reminded(done.reminded)} />}
      <Columns
        main={
          <>
            <EvaluationStep page={page} />
            <JurorsSection page={page} />
            <FindingsSection page={page} />
          </>
        }
        aside={
          <>
            <InviteSection hasCharter={page.charter !== null} />
            <CharterSection charter={page.charter} />
          </>
        }
      />
    </>
  );
}
