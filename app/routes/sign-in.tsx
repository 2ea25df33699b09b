import { PasswordInput, TextInput } from "@mantine/core";
import { signInForm } from "#app/accounts/forms.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { signIn } from "#app/accounts/sign-in.server.ts";
import { accountTexts } from "#app/accounts/texts.ts";
import { networkAddress } from "#app/http/network-address.server.ts";
import { handleAction } from "#app/http/handle.server.ts";
import { readForm } from "#app/http/read-body.server.ts";
import { safePath } from "#app/http/safe-path.ts";
import { beginSession } from "#app/http/session.server.ts";
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
import { buttonClass, Notice, PageHead } from "#app/ui/parts.tsx";

export async function action({ request, params, context }: ActionFunctionArgs) {
  return handleAction(request, async () => {
    const form = await readForm(request);
    const credentials = signInForm.safeParse(Object.fromEntries(form));
    if (!credentials.success) return refuse("wrong_credentials");
    const personId = await signIn(credentials.data, networkAddress(context));
    const next = safePath(form.get("next"), `/${localeOf(params)}/challenges`);
    return redirect(next, { headers: { "Set-Cookie": await beginSession(request, personId, new Date()) } });
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${accountTexts[localeOf(params)].signIn} – Palmarès` },
];

export default function SignIn() {
  const text = useTexts(accountTexts);
  const answer = useActionData<typeof action>();
  const [search] = useSearchParams();
  const code = answer?.refusal.code;
  const errors: Record<string, string> = {
    wrong_credentials: text.wrong,
    too_many_attempts: text.tooMany,
    unavailable: text.unavailable,
  };
  return (
    <div style={{ maxWidth: 440, paddingBlock: 32 }}>
      <PageHead title={text.signIn} />
      {code === undefined ? null : <Notice kind="error" title={errors[code] ?? text.wrong} />}
      <Form method="post" style={{ marginTop: 24 }}>
        <input type="hidden" name="next" value={search.get("next") ?? ""} />
        <TextInput
          name="email"
          type="email"
          label={text.email}
          autoComplete="username"
          required
          withAsterisk={false}
          mb="md"
        />
        <PasswordInput
          name="password"
          label={text.password}
          autoComplete="current-password"
          required
          withAsterisk={false}
          mb="lg"
          visibilityToggleButtonProps={{ "aria-label": text.password }}
        />
        <button type="submit" className={buttonClass(true)}>
          {text.signIn}
        </button>
      </Form>
    </div>
  );
}
