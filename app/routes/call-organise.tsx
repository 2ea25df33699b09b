import { addCallMember } from "#app/calls/add-call-member.server.ts";
import { CallRefusal } from "#app/calls/call-refusal.tsx";
import { editCall, editLegalMentions } from "#app/calls/edit-call.server.ts";
import { organiseForm, type OrganiseForm } from "#app/calls/forms.ts";
import { moveDeadline } from "#app/calls/move-deadline.server.ts";
import {
  CriteriaSection,
  DeadlineSection,
  MentionsSection,
  PeopleSection,
  PublicationSection,
  RulebookSection,
  WordsSection,
} from "#app/calls/organise-sections.tsx";
import { organisePage } from "#app/calls/pages.server.ts";
import { publishCall } from "#app/calls/publish-call.server.ts";
import { publishRubric, publishRulebook } from "#app/calls/publish-rulebook.server.ts";
import { organiseTexts } from "#app/calls/texts-organise.ts";
import { readCall, readDeadline, readMentions, readRulebook } from "#app/calls/read-organise-form.ts";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { bodyLimits } from "#app/limits.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { lookForConflicts } from "#app/reviews/begin-evaluation.server.ts";
import { useTexts } from "#app/i18n/text.ts";
import {
  useActionData,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
} from "#app/remix.ts";
import { Columns, Notice } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => organisePage(actor, params["slug"] ?? "", new Date()));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    const slug = params["slug"] ?? "";
    requirePerson(actor);
    const { call } = await organisePage(actor, slug, new Date());
    const form = await readFields(actor, request, organiseForm, bodyLimits.long);
    await carryOut(actor, { slug, timeZone: call.timeZone }, form);
    // Whoever joins while the jury is at work may have a tie that nobody has looked for.
    if (form.intent === "member" && call.state === "evaluating") await lookForConflicts(actor, slug);
    return { done: form.intent };
  });
}

async function carryOut(
  actor: Actor,
  { slug, timeZone }: { slug: string; timeZone: string },
  form: OrganiseForm,
): Promise<void> {
  switch (form.intent) {
    case "edit": {
      const { content, closesAt } = readCall(form);
      return editCall(actor, slug, content, closesAt);
    }
    case "mentions":
      return editLegalMentions(actor, slug, readMentions(form));
    case "rulebook":
      return publishRulebook(actor, slug, readRulebook(form));
    case "criteria":
      return publishRubric(actor, slug, form.criteria);
    case "publish":
      return publishCall(actor, slug);
    case "deadline":
      return moveDeadline(actor, slug, readDeadline(form, timeZone));
    case "member":
      return addCallMember(actor, slug, form);
  }
}

export default function CallOrganise() {
  const text = useTexts(organiseTexts);
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const done = answer !== undefined && "done" in answer ? answer.done : null;
  return (
    <>
      <p className="lead">{text.lead}</p>
      <CallRefusal refusal={answer !== undefined && "refusal" in answer ? answer.refusal : undefined} />
      {done === null ? null : (
        <Notice level={2} kind="success" title={done === "publish" ? text.published : text.saved} />
      )}
      <Columns
        main={
          <>
            <WordsSection page={page} />
            <MentionsSection page={page} />
            <RulebookSection page={page} />
            <CriteriaSection page={page} />
          </>
        }
        aside={
          <>
            <PublicationSection page={page} />
            <DeadlineSection page={page} />
            <PeopleSection page={page} />
          </>
        }
      />
    </>
  );
}
