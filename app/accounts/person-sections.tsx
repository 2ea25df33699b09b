import { formatDate, formatDateTime } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Form } from "#app/remix.ts";
import { buttonClass, FactList, fieldsClass, Notice, Section } from "#app/ui/parts.tsx";
import { disablingReasons } from "#db/vocabulary.ts";
import { AccountStateTags } from "./account-state-tags.tsx";
import type { PersonPage } from "./people-page.server.ts";
import styles from "./people.module.css";
import { peopleTexts } from "./texts-people.ts";

type Person = PersonPage["person"];

/** What an administrator needs to know of an account before closing it. */
export function PersonFacts({ person }: { person: Person }) {
  const text = useTexts(peopleTexts);
  const locale = useLocale();
  const date = (at: Date) => formatDateTime(locale, at, "Europe/Paris");
  return (
    <FactList
      facts={[
        [text.email, person.email],
        [
          text.state,
          <span key="state">
            <AccountStateTags {...person} />
            {person.disabledAt === null || person.disabledFor === null
              ? null
              : text.since(date(person.disabledAt), text.reasons[person.disabledFor])}
          </span>,
        ],
        [text.opened, formatDate(locale, person.createdAt, "Europe/Paris")],
        [text.lastSeen, person.lastSeenAt === null ? text.never : date(person.lastSeenAt)],
        [text.ways, text.waysOf(person.sessions, person.tokens)],
      ]}
    />
  );
}

/** The act with its consequences and its reason: choosing one is the confirmation. */
export function DisableSection({ mayDisable }: { mayDisable: boolean }) {
  const text = useTexts(peopleTexts);
  if (!mayDisable) return <p className="secondary">{text.ownAccount}</p>;
  return (
    <Section title={text.disableTitle}>
      <p>{text.disableMore}</p>
      <Form method="post" className={fieldsClass()}>
        <label className={styles["reason"]}>
          <span>{text.reason}</span>
          <select name="reason" required defaultValue="">
            <option value="" disabled />
            {disablingReasons.map((reason) => (
              <option key={reason} value={reason}>
                {text.reasons[reason]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" name="intent" value="disable" className={buttonClass(true)}>
          {text.disable}
        </button>
      </Form>
    </Section>
  );
}

export function EnableSection() {
  const text = useTexts(peopleTexts);
  return (
    <Section title={text.enableTitle}>
      <p>{text.enableMore}</p>
      <Form method="post">
        <button type="submit" name="intent" value="enable" className={buttonClass(true)}>
          {text.enable}
        </button>
      </Form>
    </Section>
  );
}

/** That an account has just been disabled, what ended, and the way back. */
export function DisabledNotice({ ended }: { ended: { sessions: number; tokens: number } | null }) {
  const text = useTexts(peopleTexts);
  return (
    <Notice kind="success" title={text.isDisabled}>
      {ended === null ? null : <p>{text.ended(ended.sessions, ended.tokens)}</p>}
      <Form method="post">
        <button type="submit" name="intent" value="enable" className={buttonClass(false)}>
          {text.undo}
        </button>
      </Form>
    </Notice>
  );
}
