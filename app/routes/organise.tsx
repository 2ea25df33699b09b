import { z } from "zod";
import { displayFacts } from "#app/challenges/display-facts.server.ts";
import { DisplayRuleSection } from "#app/challenges/display-rule-section.tsx";
import { requireOrganiser, revealFacts } from "#app/challenges/pages.server.ts";
import { requestReveal } from "#app/challenges/request-reveal.server.ts";
import { RevealSection } from "#app/challenges/reveal-section.tsx";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useTexts } from "#app/i18n/text.ts";
import {
  Link,
  useActionData,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
} from "#app/remix.ts";
import { FlagsSection } from "#app/submissions/flags-section.tsx";
import { organiserSubmissionsPage } from "#app/submissions/pages.server.ts";
import { SubmissionTable } from "#app/submissions/submission-table.tsx";
import { submissionTexts } from "#app/submissions/texts.ts";
import { useLiveUpdates } from "#app/ui/live.ts";
import { EmptyState, FactList, Section } from "#app/ui/parts.tsx";

const revealForm = z.object({ phaseId: z.string().max(60), typed: z.string().max(200) });

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => {
    const challenge = await requireOrganiser(actor, params["slug"] ?? "");
    const page = Math.max(1, Number.parseInt(new URL(request.url).searchParams.get("page") ?? "1", 10) || 1);
    const { slug, timeZone } = challenge;
    const now = new Date();
    const reveals = await revealFacts(challenge.id, localeOf(params), now);
    const display = await displayFacts(challenge.id);
    return { slug, timeZone, reveals, display, ...(await organiserSubmissionsPage(challenge.id, page, now)) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    await requestReveal(actor, params["slug"] ?? "", await readFields(actor, request, revealForm));
    return { isAsked: true };
  });
}

export default function Organise() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refusal = answer !== undefined && "refusal" in answer ? answer.refusal.code : undefined;
  const shown = page.reveals.find((phase) => phase.state !== "upcoming");
  useLiveUpdates(shown === undefined ? null : `board=${shown.id}`);
  return (
    <>
      {page.reveals.map((phase) => (
        <RevealSection
          key={phase.id}
          slug={page.slug}
          timeZone={page.timeZone}
          phase={phase}
          refusalCode={refusal}
          isAsked={answer !== undefined && "isAsked" in answer}
        />
      ))}
      {page.display.map((facts) => (
        <DisplayRuleSection key={facts.phase} facts={facts} />
      ))}
      <FlagsSection slug={page.slug} flags={page.flags} />
      <AllSubmissions />
    </>
  );
}

function AllSubmissions() {
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
      <Section title={text.allSubmissions}>
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
