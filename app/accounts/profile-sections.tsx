import { NativeSelect } from "@mantine/core";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Form, Link } from "#app/remix.ts";
import { buttonClass, fieldsClass, LinkButton, Notice, Row, Section } from "#app/ui/parts.tsx";
import type { EndedAccess } from "#db/queries/accounts.ts";
import { NewPasswordField, PresentPasswordField, ProfileFields } from "./account-fields.tsx";
import type { AccountPage } from "./pages.server.ts";
import type { Refusal } from "./refusal.ts";
import { RefusalNotice } from "./refusal-notice.tsx";
import { peopleTexts } from "./texts-people.ts";
import { accountTexts } from "./texts.ts";

type SectionProps = {
  /** Why this very section's form was refused. */
  refusal: Refusal | undefined;
  isDone: boolean;
};

/** The address is not confirmed yet: what that means, and the letter again. */
export function ConfirmationNotice({ email, isSent }: { email: string; isSent: boolean }) {
  const text = useTexts(accountTexts);
  return (
    <Notice kind="attention" title={text.unconfirmed}>
      <p>{isSent ? text.confirmSent(email) : text.unconfirmedMore(email)}</p>
      <Form method="post">
        <button type="submit" name="intent" value="confirmation" className={buttonClass(false)}>
          {text.sendAgain}
        </button>
      </Form>
    </Notice>
  );
}

export function ProfileSection({
  profile,
  refusal,
  isDone,
}: SectionProps & { profile: NonNullable<AccountPage["profile"]> }) {
  const text = useTexts(accountTexts);
  return (
    <Section title={text.profile}>
      {isDone ? <Notice kind="success" title={text.saved} /> : null}
      <RefusalNotice refusal={refusal} />
      <Form method="post" className={fieldsClass()}>
        <ProfileFields
          refusal={refusal}
          displayName={profile.displayName}
          affiliation={profile.affiliation}
        />
        <NativeSelect
          name="locale"
          label={text.letterLanguage}
          defaultValue={profile.locale}
          data={[
            { value: "fr", label: "Français" },
            { value: "en", label: "English" },
          ]}
        />
        <p className="secondary">
          {text.email}: {profile.email}
        </p>
        <button type="submit" name="intent" value="profile" className={buttonClass(true)}>
          {text.save}
        </button>
      </Form>
    </Section>
  );
}

/** Which sessions and tokens something has ended; nothing when nobody counted. */
export function EndedAccessSentence({ ended }: { ended: EndedAccess | null }) {
  const text = useTexts(accountTexts);
  return ended === null ? null : <p>{text.endedAccess(ended.sessions, ended.tokens)}</p>;
}

/** The password, and the other browsers that are signed in. */
export function SecuritySection({ refusal, isDone, ended }: SectionProps & { ended: EndedAccess | null }) {
  const text = useTexts(accountTexts);
  return (
    <Section title={text.security}>
      {isDone ? (
        <Notice kind="success" title={text.done.changed}>
          <EndedAccessSentence ended={ended} />
        </Notice>
      ) : null}
      <RefusalNotice refusal={refusal} />
      <Form method="post" className={fieldsClass()}>
        <PresentPasswordField name="current" label={text.presentPassword} />
        <NewPasswordField refusal={refusal} />
        <button type="submit" name="intent" value="password" className={buttonClass(false)}>
          {text.changePassword}
        </button>
      </Form>
      <Form method="post" style={{ marginTop: 28 }}>
        <p className="secondary">{text.elsewhereHelp}</p>
        <button type="submit" name="intent" value="leave_elsewhere" className={buttonClass(false)}>
          {text.leaveElsewhere}
        </button>
      </Form>
    </Section>
  );
}

/** What an administrator of the platform looks after. */
export function AdministrationSection() {
  const text = useTexts(peopleTexts);
  const locale = useLocale();
  return (
    <Section title={text.administration}>
      <Row>
        <Link to={localizedPath(locale, "/administration/people")}>{text.title}</Link>
        <span className="secondary" style={{ display: "block" }}>
          {text.lead}
        </span>
      </Row>
    </Section>
  );
}

type EngagementsProps = {
  engagements: AccountPage["engagements"];
  /** Whoever has nothing to do anywhere is told what there is. */
  invites: boolean;
};

/** What a person takes part in; what may be expected when it is nothing. */
export function EngagementsSection({ engagements, invites }: EngagementsProps) {
  const text = useTexts(accountTexts);
  const locale = useLocale();
  if (engagements.length === 0 && !invites) return null;
  const pathOf = (slug: string) => localizedPath(locale, `/challenges/${slug}`);
  return (
    <Section title={text.engagements}>
      {engagements.map((one) => (
        <Row
          key={one.slug}
          action={
            one.isOrganiser ? <Link to={`${pathOf(one.slug)}/organise`}>{text.organise}</Link> : undefined
          }
        >
          <Link to={pathOf(one.slug)}>{one.title[locale]}</Link>
          <span className="secondary" style={{ display: "block" }}>
            {[one.isOrganiser ? text.organiser : null, one.teamName]
              .filter((what) => what !== null)
              .join(" · ")}
          </span>
        </Row>
      ))}
      {engagements.length > 0 ? null : (
        <>
          <p>{text.expectMore}</p>
          <LinkButton to={localizedPath(locale, "/challenges")}>{text.toChallenges}</LinkButton>
        </>
      )}
    </Section>
  );
}
