import { changePassword } from "#app/accounts/change-password.server.ts";
import { resendConfirmation } from "#app/accounts/confirm-email.server.ts";
import { createApiToken } from "#app/accounts/create-api-token.server.ts";
import { editProfile, leaveElsewhere } from "#app/accounts/edit-profile.server.ts";
import { accountForm } from "#app/accounts/forms.ts";
import { accountPage } from "#app/accounts/pages.server.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import {
  AdministrationSection,
  ConfirmationNotice,
  EndedAccessSentence,
  EngagementsSection,
  ProfileSection,
  SecuritySection,
} from "#app/accounts/profile-sections.tsx";
import type { Refusal } from "#app/accounts/refusal.ts";
import { revokeApiToken } from "#app/accounts/revoke-api-token.server.ts";
import { accountTexts } from "#app/accounts/texts.ts";
import { TokensSection } from "#app/accounts/tokens-section.tsx";
import { applicationsPage } from "#app/applications/pages.server.ts";
import { OwnCallsSection } from "#app/calls/own-calls-section.tsx";
import { ownCalls } from "#app/calls/pages.server.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { sessionKey } from "#app/http/session.server.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useTexts } from "#app/i18n/text.ts";
import {
  useActionData,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "#app/remix.ts";
import { Columns, Notice, PageHead } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => {
    const locale = localeOf(params);
    const applications = actor.kind === "visitor" ? [] : await applicationsPage(actor, locale);
    const calls = await ownCalls(actor, locale);
    return { ...(await accountPage(actor)), calls, applications: applications.length };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    const person = requirePerson(actor);
    const form = await readFields(actor, request, accountForm);
    const kept = sessionKey(request);
    if (form.intent === "create")
      return { done: form.intent, token: (await createApiToken(person.id, form)).token, ended: null };
    if (form.intent === "password")
      return { done: form.intent, token: null, ended: await changePassword(person, form, kept) };
    if (form.intent === "leave_elsewhere")
      return { done: form.intent, token: null, ended: await leaveElsewhere(person.id, kept) };
    if (form.intent === "revoke") await revokeApiToken(person.id, form.id);
    else if (form.intent === "profile") await editProfile(person.id, form);
    else await resendConfirmation(person);
    return { done: form.intent, token: null, ended: null };
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${accountTexts[localeOf(params)].account} – Palmarès` },
];

export default function Account() {
  const text = useTexts(accountTexts);
  const { profile, tokens, engagements, calls, applications, emailConfirmed, mayAdminister } =
    useLoaderData<typeof loader>();
  const { done, ended, token, refusal } = outcomeOf(useActionData<typeof action>());
  const refusedForm = refusal === undefined ? null : formOf(refusal);
  const refusalOf = (form: RefusedForm) => (refusedForm === form ? refusal : undefined);
  if (profile === null) return null;
  return (
    <>
      <PageHead title={text.account} />
      {emailConfirmed ? null : <ConfirmationNotice email={profile.email} isSent={done === "confirmation"} />}
      {done === "leave_elsewhere" ? (
        <Notice kind="success" title={text.leftElsewhere}>
          <EndedAccessSentence ended={ended} />
        </Notice>
      ) : null}
      <Columns
        main={
          <>
            <OwnCallsSection calls={calls} applications={applications} />
            {mayAdminister ? <AdministrationSection /> : null}
            <EngagementsSection engagements={engagements} invites={calls.length + applications === 0} />
            <TokensSection tokens={tokens} created={token} isNameRefused={refusalOf("token") !== undefined} />
          </>
        }
        aside={
          <>
            <ProfileSection profile={profile} refusal={refusalOf("profile")} isDone={done === "profile"} />
            <SecuritySection
              refusal={refusalOf("password")}
              isDone={done === "password"}
              ended={done === "password" ? ended : null}
            />
          </>
        }
      />
    </>
  );
}

type Answer = ReturnType<typeof useActionData<typeof action>>;

/** What the last form has come to; nothing before the first. */
function outcomeOf(answer: Answer) {
  const nothing = { done: null, ended: null, token: null, refusal: undefined };
  if (answer === undefined) return nothing;
  return "refusal" in answer ? { ...nothing, refusal: answer.refusal } : { ...answer, refusal: undefined };
}

type RefusedForm = "profile" | "password" | "token";

/** The form of this page that a refusal is about. */
function formOf(refusal: Refusal): RefusedForm {
  const field = refusal.details?.["field"];
  if (field === "name") return "token";
  return field === "displayName" || field === "affiliation" || field === "locale" ? "profile" : "password";
}
