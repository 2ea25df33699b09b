import { EmailField, PresentPasswordField } from "#app/accounts/account-fields.tsx";
import { signInForm } from "#app/accounts/forms.ts";
import { RefusalNotice } from "#app/accounts/refusal-notice.tsx";
import { signIn } from "#app/accounts/sign-in.server.ts";
import { accountTexts } from "#app/accounts/texts.ts";
import { firstPlace } from "#app/applications/first-place.server.ts";
import { networkAddress } from "#app/http/network-address.server.ts";
import { handleAction } from "#app/http/handle.server.ts";
import { readFieldsOfAnybody } from "#app/http/read-body.server.ts";
import { safePath } from "#app/http/safe-path.ts";
import { beginSession } from "#app/http/session.server.ts";
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
import { buttonClass, fieldsClass, Narrow, Notice, PageHead } from "#app/ui/parts.tsx";

export async function action({ request, params, context }: ActionFunctionArgs) {
  return handleAction(request, async () => {
    const form = await readFieldsOfAnybody(request, signInForm);
    const personId = await signIn(form, networkAddress(context));
    const next = safePath(form.next, "") || localizedPath(localeOf(params), await firstPlace(personId));
    return redirect(next, { headers: { "Set-Cookie": await beginSession(request, personId) } });
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${accountTexts[localeOf(params)].signIn} – Palmarès` },
];

const doneNotices = ["confirmed", "changed"] as const;

export default function SignIn() {
  const text = useTexts(accountTexts);
  const locale = useLocale();
  const refusal = useActionData<typeof action>()?.refusal;
  const [search] = useSearchParams();
  const done = doneNotices.find((one) => one === search.get("done"));
  const next = search.get("next") ?? "";
  return (
    <Narrow>
      <PageHead title={text.signIn} />
      {done === undefined || refusal !== undefined ? null : <Notice kind="success" title={text.done[done]} />}
      <RefusalNotice refusal={refusal} />
      <Form method="post" className={fieldsClass()}>
        <input type="hidden" name="next" value={next} />
        <EmailField refusal={refusal} />
        <PresentPasswordField label={text.password} />
        <button type="submit" className={buttonClass(true)}>
          {text.signIn}
        </button>
      </Form>
      <p style={{ marginTop: 28 }}>
        <Link to={localizedPath(locale, "/forgotten-password")}>{text.forgotten}</Link>
      </p>
      <p>
        {text.noAccount} <Link to={localizedPath(locale, "/sign-up")}>{text.signUp}</Link>
      </p>
    </Narrow>
  );
}
