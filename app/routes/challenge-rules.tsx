import { acceptRules } from "#app/challenges/accept-rules.server.ts";
import { rulesPage } from "#app/challenges/pages.server.ts";
import { challengeTexts } from "#app/challenges/texts.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readForm } from "#app/http/read-body.server.ts";
import { safePath } from "#app/http/safe-path.ts";
import { formatDate } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  Form,
  redirect,
  useLoaderData,
  useSearchParams,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
} from "#app/remix.ts";
import { Boxed, buttonClass, Columns, LinkButton, Markdown, Notice } from "#app/ui/parts.tsx";

const timeZone = "Europe/Paris";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => ({
    ...(await rulesPage(actor, params["slug"] ?? "", localeOf(params))),
    slug: params["slug"] ?? "",
  }));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    const slug = params["slug"] ?? "";
    const form = await readForm(actor, request);
    await acceptRules(actor, slug);
    return redirect(safePath(form.get("next"), localizedPath(localeOf(params), `/challenges/${slug}/rules`)));
  });
}

export default function ChallengeRules() {
  const text = useTexts(challengeTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const here = localizedPath(locale, `/challenges/${page.slug}/rules`);
  return (
    <Columns
      main={
        <>
          <p className="secondary">
            {text.rulesVersion(page.version, formatDate(locale, page.publishedAt, timeZone))}
          </p>
          <Markdown html={page.html} />
        </>
      }
      aside={
        page.acceptedAt !== null ? (
          <Notice kind="success" title={text.accepted(formatDate(locale, page.acceptedAt, timeZone))} />
        ) : (
          <Boxed>
            <p>{text.acceptFirst}</p>
            {page.isSignedIn ? (
              <Form method="post">
                <input type="hidden" name="next" value={search.get("next") ?? ""} />
                <button type="submit" className={buttonClass(true)}>
                  {text.accept}
                </button>
              </Form>
            ) : (
              <LinkButton to={`${localizedPath(locale, "/sign-in")}?next=${encodeURIComponent(here)}`}>
                {text.signInToAccept}
              </LinkButton>
            )}
          </Boxed>
        )
      }
    />
  );
}
