import { ownApplicationLine } from "#app/applications/pages.server.ts";
import { callFrame } from "#app/calls/pages.server.ts";
import { StatusTag } from "#app/calls/status-tag.tsx";
import { callTexts } from "#app/calls/texts.ts";
import { isDecider } from "#app/decisions/pages.server.ts";
import { decisionTexts } from "#app/decisions/texts.ts";
import { feedbackTexts } from "#app/decisions/texts-letters.ts";
import { handle } from "#app/http/handle.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { hasLaureates } from "#app/laureates/pages.server.ts";
import { laureateTexts } from "#app/laureates/texts.ts";
import { publicationTexts } from "#app/laureates/texts-publication.ts";
import { juryPlace } from "#app/reviews/reading-pages.server.ts";
import { reviewTexts } from "#app/reviews/texts.ts";
import { Form, Outlet, useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import { Actions, Breadcrumbs, buttonClass, LinkButton, PageHead, TabLinks } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => {
    const slug = params["slug"] ?? "";
    const frame = await callFrame(actor, slug, localeOf(params), new Date());
    const own = await ownApplicationLine(actor, slug);
    const jury = await juryPlace(actor, slug);
    const decides = { isDecider: await isDecider(actor, slug) };
    return { ...frame, own, jury, ...decides, hasLaureates: await hasLaureates(slug) };
  });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? "404"} – Palmarès` },
];

export default function CallLayout() {
  const text = useTexts(callTexts);
  const locale = useLocale();
  const call = useLoaderData<typeof loader>();
  const base = localizedPath(locale, `/calls/${call.slug}`);
  const tabs = useTabs(call, base);
  return (
    <>
      <Breadcrumbs
        label={text.trail}
        trail={[[localizedPath(locale, "/calls"), text.list.title]]}
        here={call.title}
      />
      <PageHead title={call.title} lead={<StatusTag status={call.status} />}>
        <Actions>
          {call.own !== null ? (
            <OwnApplication code={call.own.code} status={call.status} />
          ) : call.status === "open" && !call.isOfficer ? (
            <Form method="post" action={`${base}/apply`}>
              <button type="submit" className={buttonClass(true)}>
                {text.apply}
              </button>
            </Form>
          ) : null}
        </Actions>
      </PageHead>
      <TabLinks label={text.tabs.label} tabs={tabs} />
      <Outlet />
    </>
  );
}

/** The way to the reader's own application, or to what was decided of it. */
function OwnApplication({ code, status }: { code: string; status: Call["status"] }) {
  const text = useTexts(callTexts);
  const decision = useTexts(feedbackTexts);
  const own = localizedPath(useLocale(), `/applications/${code}`);
  return status === "announced" ? (
    <LinkButton to={`${own}/decision`} filled>
      {decision.link}
    </LinkButton>
  ) : (
    <LinkButton to={own} filled>
      {status === "open" ? text.resume : text.yours}
    </LinkButton>
  );
}

type Call = ReturnType<typeof useLoaderData<typeof loader>>;

/** The pages of a call that its reader has something to do with. */
function useTabs(call: Call, base: string) {
  const text = useTexts(callTexts);
  const jury = useTexts(reviewTexts).tabs;
  const decisions = useTexts(decisionTexts);
  const laureates = useTexts(laureateTexts);
  const publication = useTexts(publicationTexts);
  return [
    { to: base, name: text.tabs.overview, end: true },
    ...shownIf(call.hasLaureates, { to: `${base}/laureates`, name: laureates.tab }),
    { to: `${base}/rulebook`, name: text.tabs.rulebook },
    { to: `${base}/criteria`, name: text.tabs.criteria },
    { to: `${base}/questions`, name: text.tabs.questions },
    ...(call.isOfficer ? [{ to: `${base}/applications`, name: text.tabs.applications }] : []),
    ...(call.jury.isJuror ? [{ to: `${base}/reviews`, name: jury.reviews }] : []),
    ...(call.isOrganiser
      ? [
          { to: `${base}/jury`, name: jury.jury, end: true },
          { to: `${base}/jury/assignments`, name: jury.assignments },
        ]
      : []),
    ...(call.isOrganiser || call.jury.isChair || call.isDecider
      ? [{ to: `${base}/jury/ranking`, name: jury.ranking }]
      : []),
    ...shownIf(call.isDecider, { to: `${base}/decisions`, name: decisions.tab }),
    ...shownIf(isPublishing(call), { to: `${base}/publication`, name: publication.organise.tab }),
    ...(call.isOrganiser
      ? [
          { to: `${base}/organise`, name: text.tabs.organise },
          { to: `${base}/form`, name: text.tabs.form },
        ]
      : []),
  ];
}

/** Whether an organiser may have laureates to publish. */
function isPublishing({ isOrganiser, status }: Call): boolean {
  return isOrganiser && status === "announced";
}

function shownIf<Tab>(isShown: boolean, tab: Tab): Tab[] {
  return isShown ? [tab] : [];
}
