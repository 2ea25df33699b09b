import { CallRows } from "#app/calls/call-rows.tsx";
import { callsPage } from "#app/calls/pages.server.ts";
import { callTexts } from "#app/calls/texts.ts";
import { handle } from "#app/http/handle.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import { Actions, EmptyState, LinkButton, PageHead, Section } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => callsPage(actor, localeOf(params), new Date()));
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${callTexts[localeOf(params)].list.title} – Palmarès` },
];

export default function Calls() {
  const text = useTexts(callTexts).list;
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const groups = [
    { title: text.drafts, calls: page.calls.filter(({ status }) => status === "draft") },
    { title: text.open, calls: page.calls.filter(({ status }) => status === "open") },
    { title: text.upcoming, calls: page.calls.filter(({ status }) => status === "upcoming") },
    {
      title: text.past,
      calls: page.calls.filter(({ status }) => !["draft", "open", "upcoming"].includes(status)),
    },
  ].filter(({ calls }) => calls.length > 0);
  return (
    <>
      <PageHead title={text.title} lead={text.lead}>
        {page.mayCreate ? (
          <Actions>
            <LinkButton to={localizedPath(locale, "/calls/new")}>{text.create}</LinkButton>
          </Actions>
        ) : null}
      </PageHead>
      <div style={{ marginTop: 32 }}>
        {groups.map(({ title, calls }) => (
          <Section key={title} title={title}>
            <CallRows calls={calls} now={page.now} />
          </Section>
        ))}
        {groups.length > 0 ? null : (
          <EmptyState title={text.none}>
            <p>{text.noneMore}</p>
          </EmptyState>
        )}
      </div>
    </>
  );
}
