import { Textarea, TextInput } from "@mantine/core";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { bodyLimits } from "#app/limits.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  Form,
  Link,
  redirect,
  useActionData,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "#app/remix.ts";
import { editSitePage } from "#app/site/edit-site-page.server.ts";
import { sitePageForm } from "#app/site/forms.ts";
import { sitePageEditor } from "#app/site/pages.server.ts";
import { siteTexts } from "#app/site/texts.ts";
import { Actions, buttonClass, fieldsClass, Notice, PageHead, Section } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => sitePageEditor(actor, params["page"] ?? ""));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    const slug = params["page"] ?? "";
    await editSitePage(actor, slug, await readFields(actor, request, sitePageForm, bodyLimits.long));
    return redirect(localizedPath(localeOf(params), `/pages/${slug}`));
  });
}

export const meta: MetaFunction<typeof loader> = ({ data, params }) => [
  { title: `${siteTexts[localeOf(params)].editTitle(data?.[localeOf(params)].title ?? "")} – Palmarès` },
];

export default function SitePageEdit() {
  const text = useTexts(siteTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const code = useActionData<typeof action>()?.refusal.code;
  const sentences: Record<string, string> = text.refusals;
  return (
    <>
      <PageHead title={text.editTitle(page[locale].title)} lead={text.lead} />
      {code === undefined ? null : <Notice kind="error" title={sentences[code] ?? text.refusals.other} />}
      <Form method="post">
        <input type="hidden" name="version" value={page.version} />
        <Language name="Français" lang="fr" suffix="Fr" page={page.fr} />
        <Language name="English" lang="en" suffix="En" page={page.en} />
        <Actions>
          <button type="submit" name="intent" value="save" className={buttonClass(true)}>
            {text.save}
          </button>
          {page.isOriginal ? null : (
            <button type="submit" name="intent" value="restore" className={buttonClass(false)}>
              {text.restore}
            </button>
          )}
          <Link to={localizedPath(locale, `/pages/${page.slug}`)}>{text.cancel}</Link>
        </Actions>
      </Form>
    </>
  );
}

type LanguageProps = {
  name: string;
  lang: "fr" | "en";
  suffix: "Fr" | "En";
  page: { title: string; content: string };
};

function Language({ name, lang, suffix, page }: LanguageProps) {
  const text = useTexts(siteTexts);
  return (
    <Section title={name}>
      <div className={fieldsClass()}>
        <TextInput
          name={`title${suffix}`}
          label={`${text.title} (${name})`}
          lang={lang}
          defaultValue={page.title}
          maxLength={120}
          required
          withAsterisk={false}
        />
        <Textarea
          name={`content${suffix}`}
          label={`${text.content} (${name})`}
          lang={lang}
          defaultValue={page.content}
          rows={16}
          maxLength={50_000}
          required
          withAsterisk={false}
        />
      </div>
    </Section>
  );
}
