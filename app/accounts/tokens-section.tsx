import { NativeSelect, TextInput } from "@mantine/core";
import { formatDate } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Form } from "#app/remix.ts";
import { buttonClass, fieldsClass, Notice, Row, Section } from "#app/ui/parts.tsx";
import { tokenLives } from "./forms.ts";
import type { AccountPage } from "./pages.server.ts";
import { accountTexts } from "./texts.ts";

type TokensProps = {
  tokens: AccountPage["tokens"];
  /** The token just made, shown this once. */
  created: string | null;
  isNameRefused: boolean;
};

/** Tokens for programs: made, shown once, revoked. */
export function TokensSection({ tokens, created, isNameRefused }: TokensProps) {
  const text = useTexts(accountTexts);
  const locale = useLocale();
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
        <Form method="post" key={token.id}>
          <Row
            action={
              <button type="submit" name="intent" value="revoke" className={buttonClass(false)}>
                {text.revoke}
              </button>
            }
          >
            <strong>{token.name}</strong> <span className="mono secondary">{token.hint}…</span>
            <span className="secondary" style={{ display: "block" }}>
              {text.made} {formatDate(locale, token.createdAt, "Europe/Paris")} ·{" "}
              {text.access[token.scopes.includes("submissions:write") ? "all" : "read"]} ·{" "}
              {token.expiresAt === null
                ? text.lives.never
                : text.ends(formatDate(locale, token.expiresAt, "Europe/Paris"))}
              {" · "}
              {token.lastUsedAt === null
                ? text.neverUsed
                : text.lastUsed(formatDate(locale, token.lastUsedAt, "Europe/Paris"))}
            </span>
            <input type="hidden" name="id" value={token.id} />
          </Row>
        </Form>
      ))}
      <Form method="post" className={fieldsClass()}>
        <TextInput
          name="name"
          label={text.tokenName}
          required
          withAsterisk={false}
          maxLength={60}
          error={isNameRefused ? text.tokenNameError : null}
        />
        <NativeSelect
          name="access"
          label={text.tokenAccess}
          data={(["all", "read"] as const).map((access) => ({ value: access, label: text.access[access] }))}
        />
        <NativeSelect
          name="days"
          label={text.tokenLife}
          defaultValue="365"
          data={tokenLives.map((days) => ({ value: days, label: text.lives[days] }))}
        />
        <button type="submit" name="intent" value="create" className={buttonClass(false)}>
          {text.create}
        </button>
      </Form>
    </Section>
  );
}
