import { handle } from "#app/http/handle.server.ts";
import { formatDate, formatEuros } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import styles from "#app/laureates/laureates.module.css";
import { laureatePage } from "#app/laureates/pages.server.ts";
import { laureateTexts } from "#app/laureates/texts.ts";
import { Link, useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import { Breadcrumbs, Columns, FactList, Row, Section } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async () => laureatePage(params["laureate"] ?? "", localeOf(params)));
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? "404"} – Palmarès` },
  ...(data === undefined ? [] : [{ name: "description", content: data.summary.slice(0, 200) }]),
];

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Laureate() {
  const text = useTexts(laureateTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const list = localizedPath(locale, `/calls/${page.call.slug}/laureates`);
  return (
    <article>
      <Breadcrumbs
        label={text.trail}
        trail={[
          [localizedPath(locale, "/laureates"), text.title],
          [list, page.call.title],
        ]}
        here={page.title}
      />
      <div className={styles["formal"]}>
        <p className={styles["kicker"]}>{text.palmaresOf(page.call.title, page.year)}</p>
        <h1 className={`${styles["display"] ?? ""} ${styles["longTitle"] ?? ""}`}>{page.title}</h1>
        <p className="lead">{page.leadOrganisation}</p>
      </div>
      <Columns
        main={
          <div className={styles["single"]}>
            <Place place={page.place} isShared={page.isShared} />
            <div>
              <p className={styles["summary"]}>{page.summary}</p>
              {page.citation === null ? null : (
                <blockquote className={styles["opinion"]}>
                  <p>{text.quoted(page.citation)}</p>
                  <footer className="secondary">{text.opinion}</footer>
                </blockquote>
              )}
              <p className="secondary" style={{ marginTop: 32 }}>
                {text.approved}
              </p>
              <p>
                <Link to={list}>{text.back}</Link>
              </p>
            </div>
          </div>
        }
        aside={<Facts page={page} />}
      />
    </article>
  );
}

/** The numeral in the margin, as in the list that it comes from. */
function Place({ place, isShared }: { place: number; isShared: boolean }) {
  const text = useTexts(laureateTexts);
  return (
    <div className={styles["place"]} data-first={place === 1}>
      <span aria-hidden>{place}</span>
      <span className="visually-hidden">{text.placeOf(place, isShared ? 2 : 1)}</span>
      {isShared ? <span className={`ex-aequo ${styles["shared"] ?? ""}`}>{text.shared}</span> : null}
    </div>
  );
}

function Facts({ page }: { page: Page }) {
  const text = useTexts(laureateTexts).facts;
  const locale = useLocale();
  const day = (at: Date) => formatDate(locale, at, page.timeZone);
  const isChanged = page.publishedAt > page.firstPublishedAt;
  return (
    <>
      <Section title={text.about}>
        <FactList
          facts={[
            [text.lead, page.leadOrganisation],
            ...(page.amountCents === null
              ? []
              : [[text.amount, formatEuros(locale, page.amountCents)] as const]),
            [text.published, day(page.firstPublishedAt)],
            ...(isChanged ? [[text.changed, day(page.publishedAt)] as const] : []),
          ]}
        />
      </Section>
      <Names title={text.partners} names={page.partners} />
      <Names title={text.people} names={page.people} />
      {page.topics.length === 0 ? null : (
        <Section title={text.topics}>
          {page.topics.map(({ value, label }) => (
            <Row key={value}>
              <Link to={`${localizedPath(locale, "/laureates")}?topic=${encodeURIComponent(value)}`}>
                {label}
              </Link>
            </Row>
          ))}
        </Section>
      )}
    </>
  );
}

function Names({ title, names }: { title: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <Section title={title}>
      {names.map((name) => (
        <Row key={name}>{name}</Row>
      ))}
    </Section>
  );
}
