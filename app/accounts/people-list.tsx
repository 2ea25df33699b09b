import { formatDate } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Form, Link } from "#app/remix.ts";
import { buttonClass } from "#app/ui/parts.tsx";
import { AccountStateTags } from "./account-state-tags.tsx";
import { accountStates } from "./people-forms.ts";
import type { PeoplePage } from "./people-page.server.ts";
import styles from "./people.module.css";
import { peopleTexts } from "./texts-people.ts";

type Search = PeoplePage["search"];

/** Search and filter of the accounts; a form that needs no script. */
export function FindPeople({ search }: { search: Search }) {
  const text = useTexts(peopleTexts);
  return (
    // Another search is another form: what the address says is what stands in it.
    <Form method="get" role="search" className={styles["find"]} key={`${search.search} ${search.state}`}>
      <label>
        <span>{text.search}</span>
        <input type="search" name="search" defaultValue={search.search} maxLength={100} />
      </label>
      <label>
        <span>{text.state}</span>
        <select name="state" defaultValue={search.state}>
          {accountStates.map((state) => (
            <option key={state} value={state}>
              {text.states[state]}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className={buttonClass(true)}>
        {text.go}
      </button>
    </Form>
  );
}

/** Accounts, each with its state and when its person was last here. */
export function PeopleList({ people }: { people: PeoplePage["people"] }) {
  const text = useTexts(peopleTexts);
  const locale = useLocale();
  return (
    <ul className={styles["people"]}>
      {people.map((person) => (
        <li key={person.id}>
          <span>
            <Link to={localizedPath(locale, `/administration/people/${person.id}`)}>
              <bdi>{person.displayName}</bdi>
            </Link>
            <span className="secondary" style={{ display: "block" }}>
              {[person.email, person.affiliation].filter((part) => part !== null).join(" · ")}
            </span>
          </span>
          <AccountStateTags {...person} />
          <span className="secondary">
            {person.lastSeenAt === null
              ? text.neverSeen
              : text.seen(formatDate(locale, person.lastSeenAt, "Europe/Paris"))}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function PeoplePaging({ page: { search, pages } }: { page: PeoplePage }) {
  const text = useTexts(peopleTexts);
  if (pages === 1) return null;
  const to = (next: number) => `?${new URLSearchParams({ ...search, page: String(next) }).toString()}`;
  return (
    <nav className={styles["paging"]} aria-label={text.pages}>
      {search.page > 1 ? <Link to={to(search.page - 1)}>{text.before}</Link> : null}
      <span>{text.pageOf(search.page, pages)}</span>
      {search.page < pages ? <Link to={to(search.page + 1)}>{text.after}</Link> : null}
    </nav>
  );
}
