import { handle } from "#app/http/handle.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import { sitePage } from "#app/site/pages.server.ts";
import { siteTexts } from "#app/site/texts.ts";
import { LinkButton, Markdown, PageHead } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => sitePage(actor, params["page"] ?? "", localeOf(params)));
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? "404"} – Palmarès` },
];

export default function SitePage() {
  const text = useTexts(siteTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={page.title}>
        {page.mayEdit ? (
          <LinkButton to={localizedPath(locale, `/pages/${page.slug}/edit`)}>{text.edit}</LinkButton>
        ) : null}
      </PageHead>
      <Markdown html={page.html} />
    </>
  );
}
