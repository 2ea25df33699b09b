import { readPeopleSearch } from "#app/accounts/people-forms.ts";
import { FindPeople, PeopleList, PeoplePaging } from "#app/accounts/people-list.tsx";
import { peoplePage } from "#app/accounts/people-page.server.ts";
import styles from "#app/accounts/people.module.css";
import { peopleTexts } from "#app/accounts/texts-people.ts";
import { handle } from "#app/http/handle.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import { EmptyState, LinkButton, PageHead } from "#app/ui/parts.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  return handle(request, async (actor) => peoplePage(actor, readPeopleSearch(request.url)));
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${peopleTexts[localeOf(params)].title} – Palmarès` },
];

export default function People() {
  const text = useTexts(peopleTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={text.title} lead={text.lead} />
      <FindPeople search={page.search} />
      <p className={styles["count"]} role="status">
        {text.count(page.found)}
      </p>
      {page.people.length === 0 ? (
        <EmptyState title={text.none}>
          <p>{text.noneMore}</p>
          <LinkButton to={localizedPath(locale, "/administration/people")}>{text.clear}</LinkButton>
        </EmptyState>
      ) : (
        <PeopleList people={page.people} />
      )}
      <PeoplePaging page={page} />
    </>
  );
}
