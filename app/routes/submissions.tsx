import { handle } from "#app/http/handle.server.ts";
import { useTexts } from "#app/i18n/text.ts";
import { useLoaderData, type LoaderFunctionArgs } from "#app/remix.ts";
import { ownSubmissionsPage } from "#app/submissions/pages.server.ts";
import { QuotaPanel } from "#app/submissions/quota-panel.tsx";
import { SubmissionTable } from "#app/submissions/submission-table.tsx";
import { submissionTexts } from "#app/submissions/texts.ts";
import { Columns, EmptyState, LinkButton, Section } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => ({
    slug: params["slug"] ?? "",
    ...(await ownSubmissionsPage(actor, params["slug"] ?? "")),
  }));
}

export default function Submissions() {
  const text = useTexts(submissionTexts);
  const page = useLoaderData<typeof loader>();
  const list =
    page.submissions.length === 0 ? (
      <EmptyState title={text.none}>
        <p>{text.noneMore}</p>
        <LinkButton to="new">{text.newTitle}</LinkButton>
      </EmptyState>
    ) : (
      <Section title={page.team ?? text.mine}>
        <SubmissionTable
          slug={page.slug}
          submissions={page.submissions}
          metrics={page.metrics}
          timeZone={page.timeZone}
        />
      </Section>
    );
  return (
    <Columns
      main={list}
      aside={page.quota === null ? null : <QuotaPanel quota={page.quota} timeZone={page.timeZone} />}
    />
  );
}
