import { AnswersView, readAnswers } from "#app/applications/answers-view.tsx";
import styles from "#app/applications/applications.module.css";
import { formFromLoader } from "#app/applications/form-json.ts";
import { legalWords } from "#app/applications/legal-words.ts";
import { receivedPage } from "#app/applications/pages.server.ts";
import { applicationTexts } from "#app/applications/texts.ts";
import { receiptTexts } from "#app/applications/texts-receipt.ts";
import { callTexts } from "#app/calls/texts.ts";
import { handle } from "#app/http/handle.server.ts";
import { formatDateTime, zoneName } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import {
  Boxed,
  Breadcrumbs,
  Columns,
  EmptyState,
  FactList,
  LinkButton,
  PageHead,
  PlainText,
  Row,
  Section,
} from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => receivedPage(actor, params["application"] ?? "", localeOf(params)));
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${receiptTexts[localeOf(params)].received.title} – Palmarès` },
];

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ApplicationReceived() {
  const all = useTexts(applicationTexts);
  const text = useTexts(receiptTexts).received;
  const calls = useTexts(callTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const back = localizedPath(locale, `/applications/${page.code}`);
  return (
    <>
      <Breadcrumbs
        label={calls.trail}
        trail={[
          [localizedPath(locale, `/calls/${page.call.slug}`), page.call.title],
          [back, all.mineShort],
        ]}
        here={text.title}
      />
      {page.last === null ? (
        <EmptyState title={text.none}>
          <p>{text.noneMore}</p>
          <LinkButton to={back}>{text.goOn}</LinkButton>
        </EmptyState>
      ) : (
        <>
          <PageHead title={text.head} lead={text.lead} />
          <div style={{ marginTop: 32 }}>
            <Columns main={<Receipt page={page} last={page.last} />} aside={<Earlier page={page} />} />
          </div>
        </>
      )}
    </>
  );
}

type Last = NonNullable<Page["last"]>;

function Receipt({ page, last }: { page: Page; last: Last }) {
  const text = useTexts(receiptTexts).received;
  const locale = useLocale();
  const { timeZone } = page.call;
  const form = formFromLoader(last.formJson);
  const at = last.receivedAt;
  return (
    <>
      <Boxed>
        <h2>{text.receipt}</h2>
        <FactList
          facts={[
            [text.number, <strong key="n">{last.receiptNumber}</strong>],
            [
              text.at,
              at === undefined
                ? ""
                : `${formatDateTime(locale, at, timeZone)}, ${zoneName(locale, timeZone)}`,
            ],
            [
              text.digest,
              <span key="d" className={`mono ${styles["digest"] ?? ""}`}>
                {last.digest}
              </span>,
            ],
          ]}
        />
        {legalWords(last.mentions, locale).map(({ heading, text: words }) => (
          <div key={heading} style={{ marginTop: 14 }}>
            <h3>{heading}</h3>
            <PlainText text={words} />
          </div>
        ))}
        <p style={{ marginTop: 20 }}>
          <LinkButton to={`/application-receipt/${last.id ?? ""}?locale=${locale}`} reloadDocument>
            {text.pdf}
          </LinkButton>
        </p>
      </Boxed>
      <Section title={text.documents}>
        {last.documents.length === 0 ? <p>{text.noDocument}</p> : null}
        {last.documents.map((one) => (
          <Row key={one.id}>
            {one.fileName}
            <span className={`mono secondary ${styles["digest"] ?? ""}`} style={{ display: "block" }}>
              {one.sha256}
            </span>
          </Row>
        ))}
      </Section>
      <h2 style={{ marginTop: 40 }}>{text.content}</h2>
      <AnswersView
        form={form}
        answers={readAnswers(last.answersJson)}
        documents={last.documents}
        code={page.code}
      />
    </>
  );
}

function Earlier({ page }: { page: Page }) {
  const text = useTexts(receiptTexts).received;
  const locale = useLocale();
  const earlier = page.snapshots.slice(1);
  return (
    <>
      {page.refusedToEdit === null ? (
        <p>
          <LinkButton to={localizedPath(locale, `/applications/${page.code}`)}>{text.goOn}</LinkButton>
        </p>
      ) : null}
      {earlier.length === 0 ? null : (
        <Section title={text.earlier}>
          <p className="secondary">{text.earlierMore}</p>
          {earlier.map((one) => (
            <Row key={one.id} action={<a href={`/application-receipt/${one.id}?locale=${locale}`}>PDF</a>}>
              {one.receiptNumber}
              <span className="secondary" style={{ display: "block" }}>
                {formatDateTime(locale, one.receivedAt, page.call.timeZone)}
              </span>
            </Row>
          ))}
        </Section>
      )}
    </>
  );
}
