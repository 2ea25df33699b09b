import { handle } from "#app/http/handle.server.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import { sitePage } from "#app/site/pages.server.ts";
import { Markdown, PageHead } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async () => sitePage(params["page"] ?? "", localeOf(params)));
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? "404"} – Palmarès` },
];

export default function SitePage() {
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={page.title} />
      <div style={{ marginTop: 28 }}>
        <Markdown html={page.html} />
      </div>
    </>
  );
}
