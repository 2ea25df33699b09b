import { NewPasswordField } from "#app/accounts/account-fields.tsx";
import { newPasswordForm } from "#app/accounts/forms.ts";
import { RefusalNotice } from "#app/accounts/refusal-notice.tsx";
import { resetPassword } from "#app/accounts/reset-password.server.ts";
import { accountTexts } from "#app/accounts/texts.ts";
import { handleAction } from "#app/http/handle.server.ts";
import { readFieldsOfAnybody } from "#app/http/read-body.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  Form,
  Link,
  redirect,
  useActionData,
  useSearchParams,
  type ActionFunctionArgs,
  type MetaFunction,
} from "#app/remix.ts";
import { buttonClass, fieldsClass, Narrow, PageHead } from "#app/ui/parts.tsx";

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async () => {
    const { key, password } = await readFieldsOfAnybody(request, newPasswordForm);
    await resetPassword(key, password);
    return redirect(`/${localeOf(params)}/sign-in?done=changed`);
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${accountTexts[localeOf(params)].reset} – Palmarès` },
];

export default function NewPassword() {
  const text = useTexts(accountTexts);
  const locale = useLocale();
  const refusal = useActionData<typeof action>()?.refusal;
  const [search] = useSearchParams();
  return (
    <Narrow>
      <PageHead title={text.reset} />
      <RefusalNotice refusal={refusal} />
      {refusal?.code === "link_expired" ? (
        <p>
          <Link to={localizedPath(locale, "/forgotten-password")}>{text.resetButton}</Link>
        </p>
      ) : null}
      <Form method="post" className={fieldsClass()}>
        <input type="hidden" name="key" value={search.get("key") ?? ""} />
        <NewPasswordField refusal={refusal} />
        <button type="submit" className={buttonClass(true)}>
          {text.resetSave}
        </button>
      </Form>
    </Narrow>
  );
}
