import { requireOrganiser } from "#app/challenges/pages.server.ts";
import { handle } from "#app/http/handle.server.ts";
import { useTexts } from "#app/i18n/text.ts";
import { Link, useLoaderData, type LoaderFunctionArgs } from "#app/remix.ts";
import { organiserSubmissionsPage } from "#app/submissions/pages.server.ts";
import { SubmissionTable } from "#app/submissions/submission-table.tsx";
import { submissionTexts } from "#app/submissions/texts.ts";
import { EmptyState, FactList, Section } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => {
    const challenge = await requireOrganiser(actor, params["slug"] ?? "");
    const page = Math.max(1, Number.parseInt(new URL(request.url).searchParams.get("page") ?? "1", 10) || 1);
    const { slug, timeZone } = challenge;
    return { slug, timeZone, ...(await organiserSubmissionsPage(challenge.id, page, new Date())) };
  });
}

export default function Organise() {
  const text = useTexts(submissionTexts);
  const page = useLoaderData<typeof loader>();
  if (page.total === 0)
    return (
      <EmptyState title={text.noneOrganiser}>
        <p>{text.noneMore}</p>
      </EmptyState>
    );
  const pages = Array.from({ length: page.pages }, (_, index) => index + 1);
  return (
    <>
      <Section title={text.counts}>
        <FactList facts={page.counts.map((row) => [text.states[row.state], row.submissions] as const)} />
      </Section>
      <Section title={text.yourSubmissions}>
        <SubmissionTable
          slug={page.slug}
          submissions={page.submissions}
          metrics={page.metrics}
          timeZone={page.timeZone}
          withTeam
        />
        <nav style={{ display: "flex", gap: 14, marginTop: 16 }} aria-label="Pages">
          {pages.map((number) => (
            <Link
              key={number}
              to={`?page=${String(number)}`}
              aria-current={number === page.page ? "page" : undefined}
            >
              {number}
            </Link>
          ))}
        </nav>
      </Section>
    </>
  );
}
