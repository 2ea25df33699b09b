import { applicationsPage } from "#app/applications/pages.server.ts";
import { StateTag } from "#app/applications/state-tag.tsx";
import { applicationTexts } from "#app/applications/texts.ts";
import { feedbackTexts } from "#app/decisions/texts-letters.ts";
import { handle } from "#app/http/handle.server.ts";
import { formatDateTime } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { ownTexts } from "#app/laureates/publication-pages.server.ts";
import { publicationTexts } from "#app/laureates/texts-publication.ts";
import { Link, useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import { EmptyState, LinkButton, PageHead, Row, Section } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => {
    const applications = await applicationsPage(actor, localeOf(params));
    const codes = applications.map(({ code }) => code);
    return { applications, laureates: await ownTexts(actor, codes) };
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${applicationTexts[localeOf(params)].mine} – Palmarès` },
];

export default function Applications() {
  const text = useTexts(applicationTexts);
  const decision = useTexts(feedbackTexts);
  const locale = useLocale();
  const { link } = useTexts(publicationTexts).own;
  const { applications, laureates } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={text.mine} lead={text.mineLead} />
      <div style={{ marginTop: 32 }}>
        {applications.length === 0 ? (
          <EmptyState title={text.noneMine}>
            <p>{text.noneMineMore}</p>
            <LinkButton to={localizedPath(locale, "/calls")}>{text.toCalls}</LinkButton>
          </EmptyState>
        ) : (
          <Section title={text.mine}>
            {applications.map((one) => (
              <Row key={one.code} action={<StateTag state={one.state} />}>
                <Link to={localizedPath(locale, `/applications/${one.code}`)}>{one.call}</Link>
                <span className="secondary" style={{ display: "block" }}>
                  {[
                    one.code,
                    text.roles[one.role],
                    ...(one.closesAt === null ? [] : [formatDateTime(locale, one.closesAt, one.timeZone)]),
                  ].join(" · ")}
                </span>
                {laureates.some(({ code }) => code === one.code) ? (
                  <Link to={localizedPath(locale, `/applications/${one.code}/publication`)}>{link}</Link>
                ) : null}
                {one.isAnnounced ? (
                  <Link to={localizedPath(locale, `/applications/${one.code}/decision`)}>
                    {decision.link}
                  </Link>
                ) : null}
              </Row>
            ))}
          </Section>
        )}
      </div>
    </>
  );
}
