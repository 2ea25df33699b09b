import { confirmEmail } from "#app/accounts/confirm-email.server.ts";
import { keyForm } from "#app/accounts/forms.ts";
import { RefusalNotice } from "#app/accounts/refusal-notice.tsx";
import { accountTexts } from "#app/accounts/texts.ts";
import { handleAction } from "#app/http/handle.server.ts";
import { readFieldsOfAnybody } from "#app/http/read-body.server.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useTexts } from "#app/i18n/text.ts";
import {
  Form,
  redirect,
  useActionData,
  useSearchParams,
  type ActionFunctionArgs,
  type MetaFunction,
} from "#app/remix.ts";
import { buttonClass, fieldsClass, Narrow, PageHead } from "#app/ui/parts.tsx";

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    await confirmEmail((await readFieldsOfAnybody(request, keyForm)).key);
    const locale = localeOf(params);
    return redirect(actor.kind === "person" ? `/${locale}/account` : `/${locale}/sign-in?done=confirmed`);
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${accountTexts[localeOf(params)].confirm} – Palmarès` },
];

/** A button, since programs that scan letters follow links. */
export default function ConfirmEmail() {
  const text = useTexts(accountTexts);
  const refusal = useActionData<typeof action>()?.refusal;
  const [search] = useSearchParams();
  return (
    <Narrow>
      <PageHead title={text.confirm} lead={text.confirmLead} />
      <RefusalNotice refusal={refusal} />
      <Form method="post" className={fieldsClass()}>
        <input type="hidden" name="key" value={search.get("key") ?? ""} />
        <button type="submit" className={buttonClass(true)}>
          {text.confirmButton}
        </button>
      </Form>
    </Narrow>
  );
}
