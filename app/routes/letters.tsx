import { handle } from "#app/http/handle.server.ts";
import { formatDateTime } from "#app/i18n/format.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { lettersPage } from "#app/notifications/pages.server.ts";
import { letterTexts } from "#app/notifications/texts.ts";
import { useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import { EmptyState, PageHead, PlainText, Section } from "#app/ui/parts.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  return handle(request, (actor) => lettersPage(actor, context.isLocal === true));
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${letterTexts[localeOf(params)].title} – Palmarès` },
];

export default function Letters() {
  const text = useTexts(letterTexts);
  const locale = useLocale();
  const { isOpen, letters } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={text.title} lead={isOpen ? text.open : text.administrator} />
      {letters.length > 0 ? null : (
        <EmptyState title={text.none}>
          <p>{text.noneMore}</p>
        </EmptyState>
      )}
      {letters.map((letter) => (
        <Section
          key={letter.id}
          title={letter.subject}
          aside={
            <span className="secondary">
              {letter.sentAt !== null ? text.sent : letter.lastError === null ? text.waiting : text.failed}
            </span>
          }
        >
          <p className="secondary">
            {text.to} {letter.recipient} · {formatDateTime(locale, letter.createdAt, "Europe/Paris")}
          </p>
          {letter.body === "" ? null : <PlainText text={letter.body} />}
        </Section>
      ))}
    </>
  );
}
