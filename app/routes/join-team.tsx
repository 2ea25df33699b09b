import { keyForm } from "#app/accounts/forms.ts";
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
  useLocation,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
} from "#app/remix.ts";
import { joinTeam } from "#app/teams/join-team.server.ts";
import { joinPage } from "#app/teams/pages.server.ts";
import { TeamRefusalNotice } from "#app/teams/refusal-notice.tsx";
import { teamTexts } from "#app/teams/texts.ts";
import { buttonClass, fieldsClass, LinkButton, Narrow, PageHead } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => {
    const key = new URL(request.url).searchParams.get("key") ?? "";
    return { key, ...(await joinPage(actor, params["slug"] ?? "", key)) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    const slug = params["slug"] ?? "";
    await joinTeam(actor, slug, (await readFields(actor, request, keyForm)).key);
    return redirect(localizedPath(localeOf(params), `/challenges/${slug}/team`));
  });
}

export default function JoinTeam() {
  const text = useTexts(teamTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { pathname, search } = useLocation();
  return (
    <Narrow>
      <PageHead level={2} title={text.joinTitle(page.team)} lead={text.joinMore(page.members)} />
      <TeamRefusalNotice code={answer?.refusal.code} />
      {page.isSignedIn ? (
        <Form method="post" className={fieldsClass()}>
          <input type="hidden" name="key" value={page.key} />
          <button type="submit" className={buttonClass(true)}>
            {text.join}
          </button>
        </Form>
      ) : (
        <LinkButton
          filled
          to={`${localizedPath(locale, "/sign-in")}?next=${encodeURIComponent(pathname + search)}`}
        >
          {text.signInFirst}
        </LinkButton>
      )}
    </Narrow>
  );
}
