import { Textarea, TextInput } from "@mantine/core";
import { requirePerson } from "#app/accounts/policy.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  Form,
  redirect,
  useActionData,
  useLoaderData,
  useSearchParams,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "#app/remix.ts";
import { acceptInvitation, declineInvitation } from "#app/reviews/answer-invitation.server.ts";
import { invitationForm } from "#app/reviews/forms.ts";
import { invitationPage } from "#app/reviews/jury-pages.server.ts";
import { ReviewRefusal } from "#app/reviews/review-refusal.tsx";
import { reviewTexts } from "#app/reviews/texts.ts";
import {
  buttonClass,
  fieldsClass,
  LinkButton,
  Markdown,
  Narrow,
  Notice,
  PageHead,
  Section,
} from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const key = new URL(request.url).searchParams.get("key") ?? "";
  return handle(request, async (actor) => invitationPage(actor, key, localeOf(params)));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    requirePerson(actor);
    const form = await readFields(actor, request, invitationForm);
    if (form.intent === "decline") {
      await declineInvitation(actor, form.key, form);
      return { declined: true };
    }
    const slug = await acceptInvitation(actor, form.key);
    return redirect(localizedPath(localeOf(params), `/calls/${slug}/reviews`));
  });
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${reviewTexts[localeOf(params)].invitation.title} – Palmarès` },
];

export default function JuryInvitation() {
  const text = useTexts(reviewTexts).invitation;
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [search] = useSearchParams();
  const key = search.get("key") ?? "";
  const here = `${localizedPath(locale, "/jury-invitation")}?key=${encodeURIComponent(key)}`;
  if (page.kind === "visitor")
    return (
      <Narrow>
        <PageHead title={text.title} lead={text.visitor} />
        <LinkButton to={`${localizedPath(locale, "/sign-in")}?next=${encodeURIComponent(here)}`} filled>
          {text.signIn}
        </LinkButton>
      </Narrow>
    );
  return (
    <>
      <PageHead title={text.title} lead={text.asked(page.call.title, page.maxLoad)} />
      <ReviewRefusal refusal={answer !== undefined && "refusal" in answer ? answer.refusal : undefined} />
      {page.answer !== null ? (
        <>
          <Notice kind="success" title={page.answer === "accepted" ? text.accepted : text.declined} />
          {page.answer === "accepted" ? (
            <LinkButton to={localizedPath(locale, `/calls/${page.call.slug}/reviews`)}>
              {text.toReviews}
            </LinkButton>
          ) : null}
        </>
      ) : page.isExpired ? (
        <Notice kind="error" title={text.expired} />
      ) : (
        <Answer invitationKey={key} charterHtml={page.charterHtml ?? ""} />
      )}
    </>
  );
}

function Answer({ invitationKey, charterHtml }: { invitationKey: string; charterHtml: string }) {
  const text = useTexts(reviewTexts).invitation;
  return (
    <>
      <Section title={text.charter}>
        <Markdown html={charterHtml} />
        <Form method="post" className={fieldsClass()}>
          <input type="hidden" name="key" value={invitationKey} />
          <label>
            <input type="checkbox" name="charter" required /> {text.agree}
          </label>
          <button type="submit" name="intent" value="accept" className={buttonClass(true)}>
            {text.accept}
          </button>
        </Form>
      </Section>
      <Section title={text.declineTitle}>
        <Form method="post" className={fieldsClass()} style={{ maxWidth: 520 }}>
          <input type="hidden" name="key" value={invitationKey} />
          <Textarea name="reason" label={text.reason} maxLength={2000} autosize minRows={2} />
          <TextInput name="suggestion" label={text.suggestion} maxLength={500} />
          <button type="submit" name="intent" value="decline" className={buttonClass(false)}>
            {text.decline}
          </button>
        </Form>
      </Section>
    </>
  );
}
