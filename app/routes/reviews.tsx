import { handle } from "#app/http/handle.server.ts";
import { formatDate, formatDateTime } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Link, useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import { reviewsPage } from "#app/reviews/reading-pages.server.ts";
import { reviewTexts } from "#app/reviews/texts.ts";
import { Breadcrumbs, EmptyState, LinkButton, Notice, PageHead, Row, Section } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => reviewsPage(actor, params["slug"] ?? "", localeOf(params)));
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${reviewTexts[localeOf(params)].list.title} – Palmarès` },
];

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Reviews() {
  const all = useTexts(reviewTexts);
  const text = all.list;
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const base = localizedPath(locale, `/calls/${page.call.slug}`);
  return (
    <>
      <Breadcrumbs label={all.trail} trail={[[base, page.call.title]]} here={text.title} />
      <PageHead title={text.title} lead={text.lead} />
      {page.waitsFor === null ? <Own page={page} base={base} /> : <Waits page={page} base={base} />}
    </>
  );
}

function Waits({ page, base }: { page: Page; base: string }) {
  const text = useTexts(reviewTexts).list;
  const titles: Record<string, string> = text.waits;
  const more: Record<string, string> = text.waitsMore;
  const code = page.waitsFor ?? "";
  return (
    <EmptyState title={titles[code] ?? text.none}>
      <p>{more[code] ?? ""}</p>
      {code === "interests_not_declared" ? (
        <LinkButton to={`${base}/interests`} filled>
          {text.toInterests}
        </LinkButton>
      ) : null}
    </EmptyState>
  );
}

function Own({ page, base }: { page: Page; base: string }) {
  const text = useTexts(reviewTexts).list;
  const locale = useLocale();
  return (
    <>
      {page.areClosed ? <Notice kind="info" title={text.areClosed} level={2} /> : null}
      {page.rows.length === 0 ? (
        <EmptyState title={text.none}>
          <p>{text.noneMore}</p>
        </EmptyState>
      ) : (
        <Section
          title={text.applications}
          aside={<span>{text.progress(page.handedIn, page.rows.length)}</span>}
        >
          {page.rows.map((row) => (
            <Row key={row.code} action={<State row={row} page={page} />}>
              <Link to={`${base}/reviews/${row.code}`} lang={row.lang ?? undefined}>
                {row.title}
              </Link>
              <span className="mono secondary" style={{ display: "block" }}>
                {row.code}
              </span>
            </Row>
          ))}
        </Section>
      )}
      {page.closed === 0 ? null : (
        <Section title={text.conflicts}>
          {Array.from({ length: page.closed }, (_, index) => (
            <Row key={index}>
              {text.conflict}
              <span className="secondary" style={{ display: "block" }}>
                {text.conflictMore}
              </span>
            </Row>
          ))}
        </Section>
      )}
      {page.sweptAt === null ? null : (
        <p className="secondary" style={{ marginTop: 24 }}>
          {text.declared(formatDateTime(locale, page.sweptAt, page.call.timeZone))}{" "}
          <Link to={`${base}/interests`}>{text.seeDeclaration}</Link>
        </p>
      )}
    </>
  );
}

function State({ row, page }: { row: Page["rows"][number]; page: Page }) {
  const text = useTexts(reviewTexts).list;
  const locale = useLocale();
  const words =
    row.isHandedIn && row.submittedAt !== null
      ? text.handedIn(formatDate(locale, row.submittedAt, page.call.timeZone))
      : page.areClosed
        ? text.notHandedIn
        : row.state === null
          ? text.notBegun
          : row.state === "reopened"
            ? text.reopened
            : text.begun(row.marked, row.criteria);
  return <span className="secondary">{words}</span>;
}
