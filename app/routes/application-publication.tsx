import { Checkbox } from "@mantine/core";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { formatEuros } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { approveLaureateText, saveLaureateText } from "#app/laureates/approve-laureate.server.ts";
import { approvalForm, readOwnWords } from "#app/laureates/forms.ts";
import { LaureateRefusal } from "#app/laureates/laureate-refusal.tsx";
import { ownTextPage } from "#app/laureates/publication-pages.server.ts";
import { PublicationTag } from "#app/laureates/publication-tag.tsx";
import { laureateTexts } from "#app/laureates/texts.ts";
import { publicationTexts } from "#app/laureates/texts-publication.ts";
import { withdrawConsent } from "#app/laureates/withdraw-consent.server.ts";
import { WordsFields } from "#app/laureates/words-fields.tsx";
import {
  Form,
  Link,
  useActionData,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "#app/remix.ts";
import {
  Actions,
  Breadcrumbs,
  buttonClass,
  Columns,
  FactList,
  fieldsClass,
  Notice,
  PageHead,
  Section,
} from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => ownTextPage(actor, params["application"] ?? "", localeOf(params)));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => carryOut(actor, params["application"] ?? "", request));
}

async function carryOut(actor: Actor, code: string, request: Request) {
  requirePerson(actor);
  const fields = await readFields(actor, request, approvalForm);
  if (fields.intent === "withdraw") await withdrawConsent(actor, code);
  else if (fields.intent === "save")
    await saveLaureateText(actor, code, readOwnWords(fields), fields.revision);
  else {
    const haveAgreed = fields.agreed === "on";
    await approveLaureateText(actor, code, { ...readOwnWords(fields), seen: fields.revision, haveAgreed });
  }
  return { done: fields.intent };
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${publicationTexts[localeOf(params)].own.title} – Palmarès` },
];

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ApplicationPublication() {
  const all = useTexts(laureateTexts);
  const text = useTexts(publicationTexts).own;
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const done = answer !== undefined && "done" in answer ? answer.done : null;
  const words = { save: text.saved, approve: text.approvedDone, withdraw: text.withdrawnDone };
  return (
    <>
      <Breadcrumbs
        label={all.trail}
        trail={[[localizedPath(locale, `/calls/${page.call.slug}`), page.call.title]]}
        here={text.title}
      />
      <PageHead title={text.title} lead={text.lead} />
      <LaureateRefusal refusal={answer !== undefined && "refusal" in answer ? answer.refusal : undefined} />
      {done === null ? null : <Notice level={2} kind="success" title={words[done]} />}
      <Columns main={<TextForm page={page} />} aside={<ConsentAside page={page} />} />
    </>
  );
}

function TextForm({ page }: { page: Page }) {
  const text = useTexts(publicationTexts).own;
  const isFixed = page.role === "viewer";
  return (
    <Section title={text.link} aside={<PublicationTag state={page.state} />}>
      <StateLine page={page} />
      {isFixed ? <p>{text.viewer}</p> : null}
      {/* Another revision is another form: what was typed against an older one does not stay in it. */}
      <Form key={page.revision} method="post" className={fieldsClass()}>
        <WordsFields words={page.words} revision={page.revision} isFixed={isFixed} />
        {page.role === "owner" ? <Checkbox name="agreed" label={text.agreed} /> : null}
        {page.role === "editor" ? <p className="secondary">{text.ownerOnly}</p> : null}
        {isFixed ? null : (
          <Actions>
            {page.role === "owner" ? (
              <button type="submit" name="intent" value="approve" className={buttonClass(true)}>
                {text.approve}
              </button>
            ) : null}
            <button type="submit" name="intent" value="save" className={buttonClass(false)}>
              {text.save}
            </button>
          </Actions>
        )}
      </Form>
    </Section>
  );
}

function StateLine({ page }: { page: Page }) {
  const { own, organise } = useTexts(publicationTexts);
  const locale = useLocale();
  const isChanging = page.publicSlug !== null && page.state !== "published";
  return (
    <p>
      {isChanging ? own.staysPublic : own.state[page.state]}{" "}
      {page.publicSlug === null ? null : (
        <Link to={localizedPath(locale, `/laureates/${page.publicSlug}`)}>{organise.see}</Link>
      )}
    </p>
  );
}

function ConsentAside({ page }: { page: Page }) {
  const all = useTexts(laureateTexts);
  const { own: text, organise } = useTexts(publicationTexts);
  const locale = useLocale();
  const mayWithdraw = page.role === "owner" && page.state !== "withdrawn";
  return (
    <>
      <Section title={text.fixed}>
        <FactList
          facts={[
            [organise.place, page.place],
            ...(page.amountCents === null
              ? []
              : [[all.facts.amount, formatEuros(locale, page.amountCents)] as const]),
            ...(page.topics.length === 0 ? [] : [[all.facts.topics, page.topics.join(", ")] as const]),
          ]}
        />
        {page.citation === null ? null : <p>{all.quoted(page.citation)}</p>}
      </Section>
      {mayWithdraw ? (
        <Section title={text.withdrawTitle}>
          <p>{text.withdrawMore}</p>
          <Form method="post" className={fieldsClass()}>
            <Checkbox name="sure" label={text.sure} required />
            <button type="submit" name="intent" value="withdraw" className={buttonClass(false)}>
              {text.withdraw}
            </button>
          </Form>
        </Section>
      ) : null}
    </>
  );
}
