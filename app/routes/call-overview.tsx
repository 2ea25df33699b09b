import styles from "#app/calls/calls.module.css";
import { callOverview } from "#app/calls/pages.server.ts";
import { callTexts } from "#app/calls/texts.ts";
import { handle } from "#app/http/handle.server.ts";
import { formatBytes, formatDateTime, formatRelative, zoneName } from "#app/i18n/format.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { useLoaderData, type LoaderFunctionArgs } from "#app/remix.ts";
import { LocalTime, ZonedTime } from "#app/ui/local-time.tsx";
import { Columns, FactList, Markdown, Row, Section } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) =>
    callOverview(actor, params["slug"] ?? "", localeOf(params), new Date()),
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function CallOverview() {
  const page = useLoaderData<typeof loader>();
  return (
    <Columns
      main={
        <>
          <p className="lead">{page.summary}</p>
          <Markdown html={page.descriptionHtml} />
          <Calendar page={page} />
          <Documents documents={page.documents} />
        </>
      }
      aside={<Brief page={page} />}
      asideFirst
    />
  );
}

function Calendar({ page }: { page: Page }) {
  const text = useTexts(callTexts);
  const locale = useLocale();
  const { timeZone, now } = page;
  return (
    <Section title={text.calendar}>
      <ol className={styles["dates"]}>
        {page.calendar.map(({ kind, label, at }) => (
          <li key={`${kind} ${at.toISOString()}`} className={at < now ? styles["past"] : undefined}>
            <strong>{label ?? text.kinds[kind]}</strong>
            <ZonedTime at={at} timeZone={timeZone} />
            <span className="secondary">{formatRelative(locale, at, now)}</span>
            <span className="secondary">{zoneName(locale, timeZone)}</span>
          </li>
        ))}
      </ol>
      {page.changes.length === 0 ? null : (
        <>
          <h3 style={{ marginTop: 24 }}>{text.moved}</h3>
          <ol className={styles["dates"]}>
            {page.changes.map((change) => (
              <li key={change.changedAt.toISOString()}>
                <span>{change.reason}</span>
                <ZonedTime at={change.closesAt} timeZone={timeZone} />
                <span className="secondary">{formatDateTime(locale, change.changedAt, timeZone)}</span>
                <span className="secondary">
                  {text.movedFrom} {formatDateTime(locale, change.previousClosesAt, timeZone)}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </Section>
  );
}

function Documents({ documents }: { documents: Page["documents"] }) {
  const text = useTexts(callTexts);
  const locale = useLocale();
  if (documents.length === 0) return null;
  return (
    <Section title={text.documents}>
      {documents.map((one) => (
        <Row key={one.id} action={<span className="secondary">{formatBytes(locale, one.sizeBytes)}</span>}>
          <a href={`/call-document/${one.id}`}>{one.title}</a>
        </Row>
      ))}
    </Section>
  );
}

function Brief({ page }: { page: Page }) {
  const text = useTexts(callTexts);
  const facts: [string, React.ReactNode][] = [];
  if (page.next !== null) {
    facts.push([text.facts.closes, <ZonedTime key="zone" at={page.next} timeZone={page.timeZone} />]);
    facts.push([text.facts.here, <LocalTime key="here" at={page.next} />]);
  }
  facts.push([text.facts.blind, text.blindness[page.blindness]]);
  if (page.contact.email !== "")
    facts.push([
      text.facts.contact,
      <a key="mail" href={`mailto:${page.contact.email}`}>
        {page.contact.email}
      </a>,
    ]);
  return (
    <>
      <Section title={text.brief}>
        <FactList facts={facts} />
      </Section>
      {page.organisers.length === 0 ? null : (
        <Section title={text.organisedBy}>
          {page.organisers.map(({ name, part }) => (
            <Row key={name}>
              {name}
              <span className="secondary" style={{ display: "block" }}>
                {part}
              </span>
            </Row>
          ))}
        </Section>
      )}
    </>
  );
}
