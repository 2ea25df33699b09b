import { rulebookPage } from "#app/calls/pages.server.ts";
import { callTexts } from "#app/calls/texts.ts";
import { handle } from "#app/http/handle.server.ts";
import { formatDate } from "#app/i18n/format.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { useLoaderData, type LoaderFunctionArgs } from "#app/remix.ts";
import { Columns, EmptyState, Markdown, Row, Section } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => rulebookPage(actor, params["slug"] ?? "", localeOf(params)));
}

export default function CallRulebook() {
  const text = useTexts(callTexts);
  const locale = useLocale();
  const { html, versions, timeZone } = useLoaderData<typeof loader>();
  if (html === null) return <EmptyState title={text.noRulebook} />;
  return (
    <Columns
      main={<Markdown html={html} />}
      aside={
        <Section title={text.versions}>
          {versions.map(({ version, createdAt, changes }) => (
            <Row key={version}>
              {text.rulebookVersion(version, formatDate(locale, createdAt, timeZone))}
              <span className="secondary" style={{ display: "block" }}>
                {changes ?? text.firstVersion}
              </span>
            </Row>
          ))}
        </Section>
      }
    />
  );
}
