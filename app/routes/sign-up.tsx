import { EmailField, NewPasswordField, ProfileFields } from "#app/accounts/account-fields.tsx";
import { signUpForm } from "#app/accounts/forms.ts";
import { LetterSent } from "#app/accounts/letter-sent.tsx";
import { RefusalNotice } from "#app/accounts/refusal-notice.tsx";
import { signUp } from "#app/accounts/sign-up.server.ts";
import { accountTexts } from "#app/accounts/texts.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { networkAddress } from "#app/http/network-address.server.ts";
import { readFieldsOfAnybody } from "#app/http/read-body.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { lettersAreShown } from "#app/notifications/pages.server.ts";
import {
  Form,
  Link,
  useActionData,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "#app/remix.ts";
import { buttonClass, fieldsClass, Narrow, PageHead } from "#app/ui/parts.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  return handle(request, async () => ({ lettersAreShown: await lettersAreShown(context.isLocal === true) }));
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  return handleAction(request, async () => {
    const form = await readFieldsOfAnybody(request, signUpForm);
    await signUp(form, localeOf(params), networkAddress(context));
    return { sentTo: form.email };
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${accountTexts[localeOf(params)].signUp} – Palmarès` },
];

export default function SignUp() {
  const text = useTexts(accountTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refusal = answer !== undefined && "refusal" in answer ? answer.refusal : undefined;
  if (answer !== undefined && "sentTo" in answer) {
    return (
      <LetterSent isShown={page.lettersAreShown} title={text.letterSent}>
        {text.confirmSent(answer.sentTo)}
      </LetterSent>
    );
  }
  return (
    <Narrow>
      <PageHead title={text.signUp} lead={text.signUpLead} />
      <RefusalNotice refusal={refusal} />
      <Form method="post" className={fieldsClass()}>
        <ProfileFields refusal={refusal} />
        <EmailField refusal={refusal} />
        <NewPasswordField refusal={refusal} />
        <p className="secondary">
          {text.signUpPrivacy} <Link to={localizedPath(locale, "/pages/privacy")}>{text.privacy}</Link>
        </p>
        <button type="submit" className={buttonClass(true)}>
          {text.signUp}
        </button>
      </Form>
      <p style={{ marginTop: 28 }}>
        {text.haveAccount} <Link to={localizedPath(locale, "/sign-in")}>{text.signIn}</Link>
      </p>
    </Narrow>
  );
}
