import { z } from "zod";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { siteAddress } from "#app/http/site-address.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  redirect,
  useActionData,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
} from "#app/remix.ts";
import { createInvitation, invitationDays } from "#app/teams/create-invitation.server.ts";
import { leaveTeam } from "#app/teams/leave-team.server.ts";
import { teamPage } from "#app/teams/pages.server.ts";
import { TeamRefusalNotice } from "#app/teams/refusal-notice.tsx";
import { InvitationSection, LeaveSection, MembersSection } from "#app/teams/team-sections.tsx";
import { teamTexts } from "#app/teams/texts.ts";
import { Columns, EmptyState, LinkButton, PageHead } from "#app/ui/parts.tsx";

const intentForm = z.object({ intent: z.enum(["invite", "leave"]) });

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => {
    const slug = params["slug"] ?? "";
    return { slug, days: invitationDays, team: await teamPage(actor, slug) };
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    const slug = params["slug"] ?? "";
    const { intent } = await readFields(actor, request, intentForm);
    const challenge = localizedPath(localeOf(params), `/challenges/${slug}`);
    if (intent === "invite")
      return { link: `${siteAddress()}${challenge}/join?key=${await createInvitation(actor, slug)}` };
    await leaveTeam(actor, slug);
    return redirect(challenge);
  });
}

export default function Team() {
  const text = useTexts(teamTexts);
  const locale = useLocale();
  const { slug, days, team } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refusal = answer !== undefined && "refusal" in answer ? answer.refusal.code : undefined;
  if (team === null) {
    return (
      <EmptyState title={text.none}>
        <p>{text.noneMore}</p>
        <LinkButton to={localizedPath(locale, `/challenges/${slug}/submissions/new`)}>
          {text.toSubmit}
        </LinkButton>
      </EmptyState>
    );
  }
  return (
    <>
      <PageHead level={2} title={team.name} lead={team.affiliation ?? undefined} />
      <TeamRefusalNotice code={refusal} />
      <Columns
        main={<MembersSection team={team} />}
        aside={
          <>
            <InvitationSection
              team={team}
              days={days}
              link={answer !== undefined && "link" in answer ? answer.link : null}
            />
            <LeaveSection team={team} />
          </>
        }
      />
    </>
  );
}
