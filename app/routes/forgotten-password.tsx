import { EmailField } from "#app/accounts/account-fields.tsx";
import { emailForm } from "#app/accounts/forms.ts";
import { LetterSent } from "#app/accounts/letter-sent.tsx";
import { RefusalNotice } from "#app/accounts/refusal-notice.tsx";
import { requestPasswordReset } from "#app/accounts/reset-password.server.ts";
import { accountTexts } from "#app/accounts/texts.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { networkAddress } from "#app/http/network-address.server.ts";
import { readFieldsOfAnybody } from "#app/http/read-body.server.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useTexts } from "#app/i18n/text.ts";
import { lettersAreShown } from "#app/notifications/pages.server.ts";
import {
  Form,
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

export async function action({ request, context }: ActionFunctionArgs) {
  return handleAction(request, async () => {
    const { email } = await readFieldsOfAnybody(request, emailForm);
    await requestPasswordReset(email, networkAddress(context));
    return { sentTo: email };
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${accountTexts[localeOf(params)].reset} – Palmarès` },
];

export default function ForgottenPassword() {
  const text = useTexts(accountTexts);
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refusal = answer !== undefined && "refusal" in answer ? answer.refusal : undefined;
  if (answer !== undefined && "sentTo" in answer) {
    return (
      <LetterSent isShown={page.lettersAreShown} title={text.letterSent}>
        {text.resetSent(answer.sentTo)}
      </LetterSent>
    );
  }
  return (
    <Narrow>
      <PageHead title={text.reset} lead={text.resetLead} />
      <RefusalNotice refusal={refusal} />
      <Form method="post" className={fieldsClass()}>
        <EmailField refusal={refusal} />
        <button type="submit" className={buttonClass(true)}>
          {text.resetButton}
        </button>
      </Form>
    </Narrow>
  );
}
