import { EndpointList, Example } from "#app/api/endpoint-list.tsx";
import { endpoints } from "#app/api/endpoints.server.ts";
import { apiTexts } from "#app/api/texts.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useTexts } from "#app/i18n/text.ts";
import { useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import { PageHead, Section } from "#app/ui/parts.tsx";

/** At `/api`, where programs' authors look for it, and once per language. */
export function loader({ params }: LoaderFunctionArgs) {
  const locale = localeOf(params);
  return {
    endpoints: endpoints.map(({ method, path, summary }) => ({ method, path, summary: summary[locale] })),
  };
}

export const meta: MetaFunction = () => [{ title: "API – Palmarès" }];

const example = `curl -H "Authorization: Bearer $PALMARES_TOKEN" \\
  --data-binary @predictions.csv -H "Content-Type: text/csv" \\
  $PALMARES_URL/api/v1/challenges/wdbc/submissions`;

export default function Api() {
  const text = useTexts(apiTexts);
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={text.title} lead={text.lead} />
      <Section title={text.endpoints} aside={<a href="/api/v1/openapi.json">{text.document}</a>}>
        <EndpointList endpoints={page.endpoints} />
      </Section>
      <Section title={text.first}>
        <p>{text.token}</p>
        <Example>{example}</Example>
        <p>
          <a href="/palmares.py">palmares.py</a> {text.client}
        </p>
      </Section>
    </>
  );
}
