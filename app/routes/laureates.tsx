import { handle } from "#app/http/handle.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { FindForm } from "#app/laureates/find-form.tsx";
import { readLaureateQuery, readPage } from "#app/laureates/forms.ts";
import { LaureateList } from "#app/laureates/laureate-list.tsx";
import styles from "#app/laureates/laureates.module.css";
import { laureatesPage } from "#app/laureates/pages.server.ts";
import { ReuseSection } from "#app/laureates/reuse-section.tsx";
import { laureateTexts } from "#app/laureates/texts.ts";
import { Link, useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import { Columns, EmptyState, LinkButton, Section } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async () =>
    laureatesPage(readLaureateQuery(request.url), readPage(request.url), localeOf(params)),
  );
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${laureateTexts[localeOf(params)].title} – Palmarès` },
];

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Laureates() {
  const text = useTexts(laureateTexts);
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <div className={styles["formal"]}>
        <p className={styles["kicker"]}>{text.kicker}</p>
        <h1 className={styles["display"]}>{text.title}</h1>
        <p className="lead">{text.lead}</p>
      </div>
      {page.total === 0 ? (
        <EmptyState title={text.none}>
          <p>{text.noneMore}</p>
        </EmptyState>
      ) : (
        <>
          <FindForm query={page.query} choices={page.choices} />
          <p className={styles["count"]} role="status">
            {text.count(page.found, page.total)}
          </p>
          <div style={{ marginTop: 24 }}>
            <Columns main={<Found page={page} />} aside={<ReuseSection narrowed={page.query} />} />
          </div>
        </>
      )}
    </>
  );
}

function Found({ page }: { page: Page }) {
  const text = useTexts(laureateTexts);
  const locale = useLocale();
  if (page.found === 0)
    return (
      <EmptyState title={text.noneFound}>
        <p>{text.noneFoundMore}</p>
        <LinkButton to={localizedPath(locale, "/laureates")}>{text.find.clear}</LinkButton>
      </EmptyState>
    );
  return (
    <>
      {page.groups.map((group) => (
        <Section
          key={group.slug}
          title={group.title}
          aside={<Link to={localizedPath(locale, `/calls/${group.slug}/laureates`)}>{group.year}</Link>}
        >
          <LaureateList laureates={group.laureates} />
        </Section>
      ))}
      <Paging page={page} />
    </>
  );
}

function Paging({ page: { page, pages, query } }: { page: Page }) {
  const text = useTexts(laureateTexts);
  if (pages === 1) return null;
  const to = (next: number) => `?${new URLSearchParams({ ...query, page: String(next) }).toString()}`;
  return (
    <nav className={styles["paging"]} aria-label={text.pages}>
      {page > 1 ? <Link to={to(page - 1)}>{text.before}</Link> : null}
      <span>{text.pageOf(page, pages)}</span>
      {page < pages ? <Link to={to(page + 1)}>{text.after}</Link> : null}
    </nav>
  );
}
