import { ApplicationRefusal } from "#app/applications/application-refusal.tsx";
import { joinForm } from "#app/applications/forms.ts";
import { joinApplication } from "#app/applications/join-application.server.ts";
import { peopleTexts } from "#app/applications/texts-people.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  Form,
  redirect,
  useActionData,
  useLoaderData,
  useSearchParams,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "#app/remix.ts";
import { buttonClass, LinkButton, Narrow, Notice, PageHead } from "#app/ui/parts.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  // The link alone does nothing: programs that look at letters follow links too.
  return handle(request, async (actor) =>
    Promise.resolve({ name: actor.kind === "person" ? actor.displayName : null }),
  );
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    requirePerson(actor);
    const { key } = await readFields(actor, request, joinForm);
    const code = await joinApplication(actor, key);
    return redirect(localizedPath(localeOf(params), `/applications/${code}`));
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${peopleTexts[localeOf(params)].join.title} – Palmarès` },
];

export default function JoinApplication() {
  const text = useTexts(peopleTexts).join;
  const locale = useLocale();
  const { name } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const answer = useActionData<typeof action>();
  const key = search.get("key") ?? "";
  const here = `${localizedPath(locale, "/join")}?key=${encodeURIComponent(key)}`;
  return (
    <Narrow>
      <PageHead title={text.title} lead={text.lead} />
      <ApplicationRefusal refusal={answer?.refusal} />
      {key === "" ? (
        <Notice level={2} kind="error" title={text.missing} />
      ) : name === null ? (
        <LinkButton to={`${localizedPath(locale, "/sign-in")}?next=${encodeURIComponent(here)}`} filled>
          {text.signIn}
        </LinkButton>
      ) : (
        <Form method="post">
          <p>{text.asPerson(name)}</p>
          <input type="hidden" name="key" value={key} />
          <button type="submit" className={buttonClass(true)}>
            {text.accept}
          </button>
        </Form>
      )}
    </Narrow>
  );
}
