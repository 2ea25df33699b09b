import type { EndedAccess } from "#db/queries/accounts.ts";
import { disableAccount } from "#app/accounts/disable-account.server.ts";
import { enableAccount } from "#app/accounts/enable-account.server.ts";
import { personForm, personIdIn } from "#app/accounts/people-forms.ts";
import { personPage } from "#app/accounts/people-page.server.ts";
import {
  DisabledNotice,
  DisableSection,
  EnableSection,
  PersonFacts,
} from "#app/accounts/person-sections.tsx";
import { refusalToAdminister } from "#app/accounts/policy.ts";
import { RefusalSentence } from "#app/accounts/refusal-sentence.tsx";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { peopleTexts } from "#app/accounts/texts-people.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
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
import { Breadcrumbs, Columns, Notice, PageHead } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => personPage(actor, params["person"] ?? ""));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    refuseIf(refusalToAdminister(actor));
    const id = personIdIn(params["person"] ?? "") ?? refuse("person_not_found");
    const form = await readFields(actor, request, personForm);
    if (form.intent === "disable")
      return { done: form.intent, ended: await disableAccount(actor, id, form.reason) };
    await enableAccount(actor, id);
    return { done: form.intent, ended: null };
  });
}

export const meta: MetaFunction<typeof loader> = ({ data, params }) => [
  { title: `${data?.person.displayName ?? peopleTexts[localeOf(params)].title} – Palmarès` },
];

export default function PersonOfInstallation() {
  const text = useTexts(peopleTexts);
  const locale = useLocale();
  const { person, mayDisable } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const done = answer !== undefined && "done" in answer ? answer : null;
  const refusal = answer !== undefined && "refusal" in answer ? answer.refusal : undefined;
  return (
    <>
      <Breadcrumbs
        label={text.trail}
        trail={[[localizedPath(locale, "/administration/people"), text.title]]}
        here={person.displayName}
      />
      <PageHead title={person.displayName} lead={person.affiliation ?? undefined} />
      <RefusalSentence
        refusal={refusal}
        sentences={text.refusals}
        otherwise={text.refusals.other}
        level={2}
      />
      {done === null ? null : <DoneNotice {...done} />}
      <Columns
        main={
          person.disabledAt === null ? (
            <DisableSection mayDisable={mayDisable} />
          ) : done?.done === "disable" ? null : (
            <EnableSection />
          )
        }
        aside={<PersonFacts person={person} />}
        asideFirst
      />
    </>
  );
}

function DoneNotice({ done, ended }: { done: "disable" | "enable"; ended: EndedAccess | null }) {
  const text = useTexts(peopleTexts);
  return done === "disable" ? (
    <DisabledNotice ended={ended} />
  ) : (
    <Notice kind="success" title={text.isEnabled} level={2} />
  );
}
