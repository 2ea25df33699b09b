import { NativeSelect, TextInput } from "@mantine/core";
import { ApplicationRefusal } from "#app/applications/application-refusal.tsx";
import { peopleForm } from "#app/applications/forms.ts";
import { inviteMember } from "#app/applications/invite-member.server.ts";
import { peoplePage } from "#app/applications/pages.server.ts";
import { removeMember } from "#app/applications/remove-member.server.ts";
import { applicationTexts } from "#app/applications/texts.ts";
import { peopleTexts } from "#app/applications/texts-people.ts";
import { withdrawApplication } from "#app/applications/withdraw-application.server.ts";
import { callTexts } from "#app/calls/texts.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { formatDate } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  Form,
  useActionData,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "#app/remix.ts";
import {
  Breadcrumbs,
  buttonClass,
  Columns,
  fieldsClass,
  Notice,
  PageHead,
  Row,
  Section,
} from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => peoplePage(actor, params["application"] ?? "", localeOf(params)));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    const code = params["application"] ?? "";
    requirePerson(actor);
    const form = await readFields(actor, request, peopleForm);
    if (form.intent === "invite") {
      await inviteMember(actor, code, form);
      return { invited: form.email };
    }
    if (form.intent === "remove") await removeMember(actor, code, { personId: form.person });
    else if (form.intent === "revoke") await removeMember(actor, code, { invitationId: form.invitation });
    else await withdrawApplication(actor, code);
    return { invited: null };
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${peopleTexts[localeOf(params)].people.title} – Palmarès` },
];

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ApplicationPeople() {
  const all = useTexts(applicationTexts);
  const text = useTexts(peopleTexts).people;
  const calls = useTexts(callTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const invited = answer !== undefined && "invited" in answer ? answer.invited : null;
  return (
    <>
      <Breadcrumbs
        label={calls.trail}
        trail={[
          [localizedPath(locale, `/calls/${page.call.slug}`), page.call.title],
          [localizedPath(locale, `/applications/${page.code}`), all.mineShort],
        ]}
        here={text.title}
      />
      <PageHead title={text.title} lead={text.lead} />
      <ApplicationRefusal
        refusal={answer !== undefined && "refusal" in answer ? answer.refusal : undefined}
      />
      {invited === null ? null : <Notice level={2} kind="success" title={text.invited(invited)} />}
      <div style={{ marginTop: 32 }}>
        <Columns main={<Members page={page} />} aside={page.mayWithdraw ? <OwnersForms /> : null} />
      </div>
    </>
  );
}

function Members({ page }: { page: Page }) {
  const all = useTexts(applicationTexts);
  const text = useTexts(peopleTexts).people;
  const locale = useLocale();
  return (
    <>
      <Section title={text.title}>
        {page.members.map((member) => (
          <Row
            key={member.personId}
            action={
              page.mayWithdraw && member.role !== "owner" ? (
                <Act intent="remove" name="person" value={member.personId} words={text.remove} />
              ) : undefined
            }
          >
            {member.displayName}
            <span className="secondary" style={{ display: "block" }}>
              {member.email} · {all.roles[member.role]}
            </span>
          </Row>
        ))}
      </Section>
      {page.invitations.length === 0 ? null : (
        <Section title={text.pending}>
          {page.mayWithdraw ? <p className="secondary">{text.removeMore}</p> : null}
          {page.invitations.map((one) => (
            <Row
              key={one.id}
              action={
                page.mayWithdraw ? (
                  <Act intent="revoke" name="invitation" value={one.id} words={text.revoke} />
                ) : undefined
              }
            >
              {one.email}
              <span className="secondary" style={{ display: "block" }}>
                {all.roles[one.role]} · {text.until} {formatDate(locale, one.expiresAt, page.call.timeZone)}
              </span>
            </Row>
          ))}
        </Section>
      )}
    </>
  );
}

function Act({ intent, name, value, words }: { intent: string; name: string; value: string; words: string }) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name={name} value={value} />
      <button type="submit" className={buttonClass(false)}>
        {words}
      </button>
    </Form>
  );
}

function OwnersForms() {
  const text = useTexts(peopleTexts).people;
  return (
    <>
      <Section title={text.invite}>
        <Form method="post" className={fieldsClass()}>
          <TextInput name="email" type="email" label={text.email} required withAsterisk={false} />
          <NativeSelect
            name="role"
            label={text.role}
            data={[
              { value: "editor", label: text.mayRoles.editor },
              { value: "viewer", label: text.mayRoles.viewer },
            ]}
          />
          <button type="submit" name="intent" value="invite" className={buttonClass(true)}>
            {text.invite}
          </button>
        </Form>
      </Section>
      <Section title={text.withdraw}>
        <p className="secondary">{text.withdrawMore}</p>
        <Form method="post">
          <p>
            <label>
              <input type="checkbox" name="sure" required /> {text.withdrawConfirm}
            </label>
          </p>
          <button type="submit" name="intent" value="withdraw" className={buttonClass(false)}>
            {text.withdraw}
          </button>
        </Form>
      </Section>
    </>
  );
}
