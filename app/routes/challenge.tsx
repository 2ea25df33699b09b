import { challengeFrame } from "#app/challenges/pages.server.ts";
import { challengeTexts } from "#app/challenges/texts.ts";
import { handle } from "#app/http/handle.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  Outlet,
  useLoaderData,
  useLocation,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "#app/remix.ts";
import { Actions, Breadcrumbs, LinkButton, PageHead, TabLinks } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) =>
    challengeFrame(actor, params["slug"] ?? "", localeOf(params), new Date()),
  );
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? "404"} – Palmarès` },
];

export default function ChallengeLayout() {
  const text = useTexts(challengeTexts);
  const locale = useLocale();
  const challenge = useLoaderData<typeof loader>();
  const { pathname } = useLocation();
  const base = localizedPath(locale, `/challenges/${challenge.slug}`);
  const tabs = [
    { to: base, name: text.tabs.overview, end: true },
    { to: `${base}/data`, name: text.tabs.data },
    { to: `${base}/rules`, name: text.tabs.rules },
    { to: `${base}/leaderboard`, name: text.tabs.board },
    ...(challenge.isSignedIn ? [{ to: `${base}/submissions`, name: text.tabs.mine }] : []),
    ...(challenge.teamName === null ? [] : [{ to: `${base}/team`, name: text.tabs.team }]),
    ...(challenge.isOrganiser ? [{ to: `${base}/organise`, name: text.tabs.organise }] : []),
  ];
  const isOpen = challenge.phases.some((phase) => phase.state === "open");
  const isSubmitting = pathname.endsWith("/submissions/new");
  return (
    <>
      <Breadcrumbs
        label={text.trail}
        trail={[[localizedPath(locale, "/challenges"), text.list.title]]}
        here={challenge.shortTitle}
      />
      <PageHead title={challenge.title}>
        {isOpen && !isSubmitting ? (
          <Actions>
            <LinkButton to={`${base}/data`}>{text.data}</LinkButton>
            <LinkButton to={`${base}/submissions/new`} filled>
              {text.submit}
            </LinkButton>
          </Actions>
        ) : null}
      </PageHead>
      <TabLinks label={text.tabs.label} tabs={tabs} />
      <Outlet context={challenge} />
    </>
  );
}
