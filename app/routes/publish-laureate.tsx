import { Checkbox, NumberInput } from "@mantine/core";
import { requirePerson } from "#app/accounts/policy.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { formatEuros } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { publicationForm, readOwnWords } from "#app/laureates/forms.ts";
import { LaureateRefusal } from "#app/laureates/laureate-refusal.tsx";
import { proposeLaureate } from "#app/laureates/propose-laureate.server.ts";
import { publicationOf } from "#app/laureates/publication-pages.server.ts";
import { PublicationTag } from "#app/laureates/publication-tag.tsx";
import { publishLaureate } from "#app/laureates/publish-laureate.server.ts";
import { laureateTexts } from "#app/laureates/texts.ts";
import { publicationTexts } from "#app/laureates/texts-publication.ts";
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
import { Breadcrumbs, buttonClass, Columns, fieldsClass, Notice, PageHead, Section } from "#app/ui/parts.tsx";
import { TextPair } from "#app/ui/text-pair.tsx";

const placeOf = (params: Record<string, string | undefined>) => ({
  slug: params["slug"] ?? "",
  code: params["application"] ?? "",
});

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => publicationOf(actor, placeOf(params), localeOf(params)));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    requirePerson(actor);
    const fields = await readFields(actor, request, publicationForm);
    if (fields.intent === "publish") await publishLaureate(actor, placeOf(params), fields.revision);
    else {
      const { citation_fr: fr, citation_en: en } = fields;
      const citation = fr === "" || en === "" ? null : { fr, en };
      const more = { citation, place: fields.place, saysAmount: fields.saysAmount === "on" };
      const words = { ...readOwnWords(fields), ...more };
      await proposeLaureate(actor, placeOf(params), words, fields.revision);
    }
    return { done: fields.intent };
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${publicationTexts[localeOf(params)].organise.write} – Palmarès` },
];

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function PublishLaureate() {
  const all = useTexts(laureateTexts);
  const text = useTexts(publicationTexts).organise;
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const done = answer !== undefined && "done" in answer ? answer.done : null;
  const base = localizedPath(locale, `/calls/${page.slug}`);
  return (
    <>
      <Breadcrumbs
        label={all.trail}
        trail={[
          [base, page.call],
          [`${base}/publication`, text.tab],
        ]}
        here={page.code}
      />
      <PageHead
        title={page.words.title[locale] || page.words.title.fr || page.words.title.en || page.code}
        lead={<PublicationTag state={page.state} />}
      />
      <LaureateRefusal refusal={answer !== undefined && "refusal" in answer ? answer.refusal : undefined} />
      {done === null ? null : (
        <Notice level={2} kind="success" title={done === "publish" ? text.published : text.sent} />
      )}
      <Columns main={<ProposalForm page={page} />} aside={<PublishSection page={page} />} asideFirst />
    </>
  );
}

function ProposalForm({ page }: { page: Page }) {
  const text = useTexts(publicationTexts).organise;
  const locale = useLocale();
  return (
    <Section title={text.write}>
      <p>{text.writeMore}</p>
      {/* Another revision is another form: what was typed against an older one does not stay in it. */}
      <Form key={page.revision} method="post" className={fieldsClass()}>
        <WordsFields words={page.words} revision={page.revision} peopleHelp={text.people} />
        <TextPair
          name="citation"
          labels={text.citation}
          values={page.citation ?? { fr: "", en: "" }}
          lines={3}
        />
        <NumberInput
          name="place"
          label={text.place}
          description={text.placeHelp}
          defaultValue={page.place ?? 1}
          min={1}
          max={999}
          maw={220}
        />
        {page.grantedCents === null ? (
          <p className="secondary">{text.noAmount}</p>
        ) : (
          <Checkbox
            name="saysAmount"
            label={text.saysAmount(formatEuros(locale, page.grantedCents))}
            defaultChecked={page.saysAmount}
          />
        )}
        <button
          type="submit"
          name="intent"
          value="propose"
          className={buttonClass(page.state !== "approved")}
        >
          {text.send}
        </button>
      </Form>
    </Section>
  );
}

function PublishSection({ page }: { page: Page }) {
  const text = useTexts(publicationTexts).organise;
  const locale = useLocale();
  const isReady = page.state === "approved";
  return (
    <Section title={text.publishTitle}>
      <p>{isReady ? text.publishReady : text.publishWait[page.state]}</p>
      {isReady ? (
        <Form method="post">
          <input type="hidden" name="revision" value={page.revision} />
          <button type="submit" name="intent" value="publish" className={buttonClass(true)}>
            {text.publish}
          </button>
        </Form>
      ) : null}
      {page.publicSlug === null ? null : (
        <p style={{ marginTop: 16 }}>
          <Link to={localizedPath(locale, `/laureates/${page.publicSlug}`)}>{text.see}</Link>
        </p>
      )}
    </Section>
  );
}
