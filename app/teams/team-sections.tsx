import { formatDateTime } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Form } from "#app/remix.ts";
import { buttonClass, Notice, Row, Section } from "#app/ui/parts.tsx";
import type { TeamPage } from "./pages.server.ts";
import { teamTexts } from "./texts.ts";

type SectionProps = { team: TeamPage };

export function MembersSection({ team }: SectionProps) {
  const text = useTexts(teamTexts);
  return (
    <Section
      title={text.members}
      aside={<span className="secondary">{text.size(team.members.length, team.atMost)}</span>}
    >
      {team.members.map((member) => (
        <Row key={`${member.displayName} ${member.role}`} action={<span>{text.roles[member.role]}</span>}>
          <strong>{member.displayName}</strong>{" "}
          {member.isSelf ? <span className="secondary">{text.you}</span> : null}
        </Row>
      ))}
    </Section>
  );
}

/** The link by which others join. @param link the one just made, shown this once */
export function InvitationSection({
  team,
  link,
  days,
}: SectionProps & { link: string | null; days: number }) {
  const text = useTexts(teamTexts);
  const locale = useLocale();
  const isFull = team.members.length >= team.atMost;
  return (
    <Section title={text.invite}>
      {link === null ? null : (
        <Notice kind="success" title={text.linkMade}>
          <p className="mono" style={{ overflowWrap: "anywhere" }}>
            {link}
          </p>
          <p>{text.linkMadeMore}</p>
        </Notice>
      )}
      <p>{isFull ? text.inviteFull : team.isCaptain ? text.inviteHelp(days) : text.inviteOthers}</p>
      {team.linkExpiresAt === null || link !== null || isFull ? null : (
        <p className="secondary">
          {text.linkLives(formatDateTime(locale, team.linkExpiresAt, team.timeZone))}
        </p>
      )}
      {isFull || !team.isCaptain ? null : (
        <Form method="post">
          <button type="submit" name="intent" value="invite" className={buttonClass(link === null)}>
            {team.linkExpiresAt === null ? text.makeLink : text.newLink}
          </button>
        </Form>
      )}
    </Section>
  );
}

export function LeaveSection({ team }: SectionProps) {
  const text = useTexts(teamTexts);
  return (
    <Section title={text.leave}>
      <p className="secondary">{team.mayLeave ? text.leaveHelp : text.mayNotLeave}</p>
      {team.mayLeave ? (
        <Form method="post">
          <button type="submit" name="intent" value="leave" className={buttonClass(false)}>
            {text.leave}
          </button>
        </Form>
      ) : null}
    </Section>
  );
}
