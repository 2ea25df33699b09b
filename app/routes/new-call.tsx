import { TextInput } from "@mantine/core";
import { CallRefusal } from "#app/calls/call-refusal.tsx";
import { createCall } from "#app/calls/create-call.server.ts";
import { newCallForm } from "#app/calls/forms.ts";
import { callsPage } from "#app/calls/pages.server.ts";
import { callTexts } from "#app/calls/texts.ts";
import { organiseTexts } from "#app/calls/texts-organise.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useTexts } from "#app/i18n/text.ts";
import {
  Form,
  redirect,
  useActionData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "#app/remix.ts";
import { buttonClass, fieldsClass, Narrow, PageHead } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => {
    requirePerson(actor);
    const { mayCreate } = await callsPage(actor, localeOf(params), new Date());
    return mayCreate ? null : refuse("administrator_required");
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    requirePerson(actor);
    const { slug, title_fr: fr, title_en: en } = await readFields(actor, request, newCallForm);
    await createCall(actor, { slug, title: { fr, en } });
    return redirect(localizedPath(localeOf(params), `/calls/${slug}/organise`));
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${callTexts[localeOf(params)].newCall.title} – Palmarès` },
];

export default function NewCall() {
  const text = useTexts(callTexts);
  const { titleIn } = useTexts(organiseTexts);
  const answer = useActionData<typeof action>();
  return (
    <Narrow>
      <PageHead title={text.newCall.title} lead={text.newCall.lead} />
      <CallRefusal refusal={answer?.refusal} />
      <Form method="post" className={fieldsClass()}>
        <TextInput name="title_fr" label={titleIn.fr} maxLength={300} required withAsterisk={false} />
        <TextInput name="title_en" label={titleIn.en} maxLength={300} />
        <TextInput
          name="slug"
          label={text.newCall.slug}
          description={text.newCall.slugHelp}
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          maxLength={60}
          required
          withAsterisk={false}
        />
        <button type="submit" className={buttonClass(true)}>
          {text.newCall.create}
        </button>
      </Form>
    </Narrow>
  );
}
