import { ownApplicationLine } from "#app/applications/pages.server.ts";
import { callFrame } from "#app/calls/pages.server.ts";
import { StatusTag } from "#app/calls/status-tag.tsx";
import { callTexts } from "#app/calls/texts.ts";
import { handle } from "#app/http/handle.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { hasLaureates } from "#app/laureates/pages.server.ts";
import { laureateTexts } from "#app/laureates/texts.ts";
import { juryPlace } from "#app/reviews/reading-pages.server.ts";
import { reviewTexts } from "#app/reviews/texts.ts";
import { Form, Outlet, useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import { Actions, Breadcrumbs, buttonClass, LinkButton, PageHead, TabLinks } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => {
    const slug = params["slug"] ?? "";
    const frame = await callFrame(actor, slug, localeOf(params), new Date());
    return {
      ...frame,
      own: await ownApplicationLine(actor, slug),
      jury: await juryPlace(actor, slug),
      hasLaureates: await hasLaureates(slug),
    };
  });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? "404"} – Palmarès` },
];

export default function CallLayout() {
  const text = useTexts(callTexts);
  const jury = useTexts(reviewTexts).tabs;
  const laureates = useTexts(laureateTexts);
  const locale = useLocale();
  const call = useLoaderData<typeof loader>();
  const base = localizedPath(locale, `/calls/${call.slug}`);
  const tabs = [
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
    ...(call.isOrganiser || call.jury.isChair ? [{ to: `${base}/jury/ranking`, name: jury.ranking }] : []),
    ...shownIf(isPublishing(call), { to: `${base}/publication`, name: laureates.organise.tab }),
    ...(call.isOrganiser
      ? [
          { to: `${base}/organise`, name: text.tabs.organise },
          { to: `${base}/form`, name: text.tabs.form },
        ]
      : []),
  ];
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
            <LinkButton to={localizedPath(locale, `/applications/${call.own.code}`)} filled>
              {call.status === "open" ? text.resume : text.yours}
            </LinkButton>
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

/** Whether an organiser may have laureates to publish. */
function isPublishing({ isOrganiser, status }: { isOrganiser: boolean; status: string }): boolean {
  return isOrganiser && status === "announced";
}

function shownIf<Tab>(isShown: boolean, tab: Tab): Tab[] {
  return isShown ? [tab] : [];
}
