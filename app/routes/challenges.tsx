import { ChallengeRows } from "#app/challenges/challenge-rows.tsx";
import { challengeList } from "#app/challenges/pages.server.ts";
import { challengeTexts } from "#app/challenges/texts.ts";
import { handle } from "#app/http/handle.server.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useTexts } from "#app/i18n/text.ts";
import { useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import { EmptyState, PageHead } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async () => {
    const now = new Date();
    return { challenges: await challengeList(localeOf(params), now), now };
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${challengeTexts[localeOf(params)].list.title} – Palmarès` },
];

export default function Challenges() {
  const text = useTexts(challengeTexts);
  const { challenges, now } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={text.list.title} lead={text.list.lead} />
      {challenges.length === 0 ? (
        <EmptyState title={text.home.nothing}>
          <p>{text.home.nothingMore}</p>
        </EmptyState>
      ) : (
        <div style={{ borderTop: "2px solid var(--palmares-rule)", marginTop: 32 }}>
          <ChallengeRows level={2} challenges={challenges} now={now} />
        </div>
      )}
    </>
  );
}
