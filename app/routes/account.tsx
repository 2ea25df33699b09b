import { TextInput } from "@mantine/core";
import { createApiToken } from "#app/accounts/create-api-token.server.ts";
import { accountForm } from "#app/accounts/forms.ts";
import { accountPage } from "#app/accounts/pages.server.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { revokeApiToken } from "#app/accounts/revoke-api-token.server.ts";
import { accountTexts } from "#app/accounts/texts.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readForm } from "#app/http/read-body.server.ts";
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
import { buttonClass, Columns, FactList, LinkButton, Notice, PageHead, Section } from "#app/ui/parts.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  return handle(request, accountPage);
}

export async function action({ request }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    const person = requirePerson(actor);
    const form = accountForm.safeParse(Object.fromEntries(await readForm(request)));
    if (!form.success) return refuse("invalid_input");
    if (form.data.intent === "create")
      return { token: (await createApiToken(person.id, form.data.name)).token };
    await revokeApiToken(person.id, form.data.id);
    return { token: null };
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${accountTexts[localeOf(params)].account} – Palmarès` },
];

export default function Account() {
  const text = useTexts(accountTexts);
  const locale = useLocale();
  const { profile } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={text.account} />
      <div style={{ marginTop: 28 }}>
        <Columns
          main={
            <>
              <Section title={text.profile}>
                <FactList
                  facts={[
                    [text.name, profile?.displayName],
                    [text.email, profile?.email],
                    [text.organisation, profile?.affiliation ?? "–"],
                  ]}
                />
              </Section>
              <Tokens />
            </>
          }
          aside={
            <Section title={text.expect}>
              <p>{text.expectMore}</p>
              <LinkButton to={localizedPath(locale, "/challenges")}>{text.toChallenges}</LinkButton>
            </Section>
          }
        />
      </div>
    </>
  );
}

function Tokens() {
  const text = useTexts(accountTexts);
  const locale = useLocale();
  const { tokens } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const created = answer !== undefined && "token" in answer ? answer.token : null;
  const isRefused = answer !== undefined && "refusal" in answer;
  return (
    <Section title={text.tokens}>
      <p className="secondary">{text.tokensHelp}</p>
      {created === null ? null : (
        <Notice kind="success" title={text.created}>
          <p className="mono" style={{ overflowWrap: "anywhere" }}>
            {created}
          </p>
          <p>{text.createdMore}</p>
        </Notice>
      )}
      {tokens.length === 0 ? <p>{text.noTokens}</p> : null}
      {tokens.map((token) => (
        <Form
          method="post"
          key={token.id}
          style={{
            display: "flex",
            gap: 16,
            alignItems: "center",
            padding: "10px 0",
            borderBottom: "1px solid var(--palmares-hairline)",
          }}
        >
          <span style={{ flex: 1 }}>
            <strong>{token.name}</strong> <span className="mono secondary">{token.hint}…</span>
            <span className="secondary" style={{ display: "block" }}>
              {text.made} {formatDate(locale, token.createdAt, "Europe/Paris")}
            </span>
          </span>
          <input type="hidden" name="id" value={token.id} />
          <button type="submit" name="intent" value="revoke" className={buttonClass(false)}>
            {text.revoke}
          </button>
        </Form>
      ))}
      <Form method="post" style={{ marginTop: 20, maxWidth: 440 }}>
        <TextInput
          name="name"
          label={text.tokenName}
          required
          withAsterisk={false}
          maxLength={60}
          error={isRefused ? text.tokenNameError : null}
          mb="md"
        />
        <button type="submit" name="intent" value="create" className={buttonClass(false)}>
          {text.create}
        </button>
      </Form>
    </Section>
  );
}
