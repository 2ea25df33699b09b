import { handle } from "#app/http/handle.server.ts";
import { formatDate, formatEuros } from "#app/i18n/format.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { LaureateList } from "#app/laureates/laureate-list.tsx";
import styles from "#app/laureates/laureates.module.css";
import { callLaureates } from "#app/laureates/pages.server.ts";
import { ReuseSection } from "#app/laureates/reuse-section.tsx";
import { laureateTexts } from "#app/laureates/texts.ts";
import { useLoaderData, type LoaderFunctionArgs } from "#app/remix.ts";
import { Columns, EmptyState, FactList, Section } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async () => callLaureates(params["slug"] ?? "", localeOf(params)));
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function CallLaureates() {
  const text = useTexts(laureateTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const { publishedAt } = page;
  if (page.laureates.length === 0)
    return (
      <EmptyState title={text.callNone}>
        <p>{text.callNoneMore}</p>
      </EmptyState>
    );
  return (
    <>
      <div className={styles["formal"]}>
        <p className={styles["kicker"]}>{`${text.kicker} ${page.year ?? ""}`}</p>
        <h2 className={styles["display"]}>{text.callTitle(page.laureates.length)}</h2>
        {publishedAt === null ? null : (
          <p className="lead">{text.callLead(formatDate(locale, publishedAt, page.timeZone))}</p>
        )}
      </div>
      <Columns
        main={<LaureateList laureates={page.laureates} isLarge />}
        aside={
          <>
            <Figures page={page} />
            <ReuseSection narrowed={{ call: page.slug }} />
          </>
        }
      />
    </>
  );
}

function Figures({ page }: { page: Page }) {
  const text = useTexts(laureateTexts);
  const locale = useLocale();
  return (
    <Section title={text.callFigures}>
      <FactList
        facts={[
          [text.figures.laureates, page.laureates.length],
          [text.figures.organisations, page.organisations],
          ...(page.totalCents === null
            ? []
            : [[text.figures.amount, formatEuros(locale, page.totalCents)] as const]),
          ...(page.publishedAt === null
            ? []
            : [[text.figures.published, formatDate(locale, page.publishedAt, page.timeZone)] as const]),
        ]}
      />
    </Section>
  );
}
