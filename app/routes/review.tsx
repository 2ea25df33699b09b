import { IconChevronLeft, IconChevronRight, IconShieldCheck } from "@tabler/icons-react";
import { useState } from "react";
import { requirePerson } from "#app/accounts/policy.ts";
import { AnswersView, readAnswers } from "#app/applications/answers-view.tsx";
import { formFromLoader } from "#app/applications/form-json.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { bodyLimits } from "#app/limits.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { formatDate, formatDateTime } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  Form,
  redirect,
  useActionData,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "#app/remix.ts";
import { reviewPageForm } from "#app/reviews/forms.ts";
import { PeerReviews } from "#app/reviews/peer-reviews.tsx";
import { reviewPage } from "#app/reviews/review-page.server.ts";
import { ReviewForm } from "#app/reviews/review-form.tsx";
import { ReviewRefusal } from "#app/reviews/review-refusal.tsx";
import styles from "#app/reviews/reviews.module.css";
import { declareLateTie } from "#app/reviews/rule-on-conflict.server.ts";
import { handInReview } from "#app/reviews/save-review.server.ts";
import { reviewTexts } from "#app/reviews/texts.ts";
import { Actions, Breadcrumbs, buttonClass, LinkButton, PageHead } from "#app/ui/parts.tsx";

const placeOf = (params: Record<string, string | undefined>) => ({
  slug: params["slug"] ?? "",
  code: params["application"] ?? "",
});

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => reviewPage(actor, placeOf(params), localeOf(params)));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    requirePerson(actor);
    const place = placeOf(params);
    const form = await readFields(actor, request, reviewPageForm, bodyLimits.long);
    if (form.intent === "hand_in") {
      await handInReview(actor, place);
      return null;
    }
    await declareLateTie(actor, place.slug, { code: place.code, nature: form.nature });
    return redirect(localizedPath(localeOf(params), `/calls/${place.slug}/reviews`));
  });
}

export const meta: MetaFunction<typeof loader> = ({ data, params }) => [
  { title: `${data?.title ?? reviewTexts[localeOf(params)].list.title} – Palmarès` },
];

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Review() {
  const all = useTexts(reviewTexts);
  const text = all.review;
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [pane, setPane] = useState<"application" | "review">("application");
  const paneClass = (one: typeof pane) =>
    `${styles["pane"] ?? ""} ${pane === one ? "" : (styles["hiddenBelow"] ?? "")}`;
  return (
    <>
      <Head page={page} />
      <Declaration page={page} />
      <ReviewRefusal refusal={answer != null && "refusal" in answer ? answer.refusal : undefined} />
      <div className={styles["paneTabs"]} role="group" aria-label={text.tabs.label}>
        {(["application", "review"] as const).map((one) => (
          <button key={one} type="button" aria-pressed={pane === one} onClick={() => setPane(one)}>
            {text.tabs[one]}
          </button>
        ))}
      </div>
      <div className={styles["panes"]}>
        <div className={paneClass("application")}>
          <Application page={page} />
        </div>
        <div className={`${paneClass("review")} ${styles["rubric"] ?? ""}`}>
          <ReviewForm key={page.code} page={page} />
          {page.peers === null ? (
            page.areClosed ? null : (
              <p className="secondary">{text.peersLater}</p>
            )
          ) : (
            <PeerReviews peers={page.peers} criteria={page.criteria} />
          )}
        </div>
      </div>
    </>
  );
}

function Head({ page }: { page: Page }) {
  const all = useTexts(reviewTexts);
  const locale = useLocale();
  const base = localizedPath(locale, `/calls/${page.call.slug}`);
  const to = (code: string) => `${base}/reviews/${code}`;
  return (
    <div className={styles["bar"]}>
      <Breadcrumbs
        label={all.trail}
        trail={[
          [base, page.call.title],
          [`${base}/reviews`, all.list.title],
        ]}
        here={page.code}
      />
      <Actions>
        <span className="secondary">{all.list.progress(page.handedIn, page.assigned)}</span>
        {page.previous === null ? null : (
          <LinkButton to={to(page.previous)}>
            <IconChevronLeft size={20} stroke={1.6} aria-hidden />
            {all.review.previous}
          </LinkButton>
        )}
        {page.next === null ? null : (
          <LinkButton to={to(page.next)}>
            {all.review.next}
            <IconChevronRight size={20} stroke={1.6} aria-hidden />
          </LinkButton>
        )}
      </Actions>
    </div>
  );
}

function Declaration({ page }: { page: Page }) {
  const text = useTexts(reviewTexts).review;
  const locale = useLocale();
  return (
    <div className={styles["strip"]}>
      <IconShieldCheck size={24} stroke={1.6} aria-hidden />
      <p>
        {page.sweptAt === null ? null : (
          <strong>{text.signed(formatDateTime(locale, page.sweptAt, page.call.timeZone))} </strong>
        )}
        {text.signedMore}
      </p>
      <details>
        <summary>{text.report}</summary>
        <Form method="post">
          <p>{text.reportMore}</p>
          <div className={styles["inline"]}>
            <label>
              <span className={styles["label"]}>{text.reportNature}</span>
              <input
                type="text"
                name="nature"
                maxLength={500}
                className={styles["area"]}
                style={{ minHeight: 44 }}
              />
            </label>
            <button type="submit" name="intent" value="declare" className={buttonClass(false)}>
              {text.reportSend}
            </button>
          </div>
        </Form>
      </details>
    </div>
  );
}

function Application({ page }: { page: Page }) {
  const text = useTexts(reviewTexts).review;
  const locale = useLocale();
  return (
    <>
      <p className="secondary">
        {text.application} <span className="mono">{page.code}</span>
        {page.isBlind ? `, ${text.blind}` : ""},{" "}
        {text.version(formatDate(locale, page.receivedAt, page.call.timeZone))}
      </p>
      <div lang={page.lang}>
        <PageHead title={page.title} />
      </div>
      <AnswersView
        form={formFromLoader(page.formJson)}
        answers={readAnswers(page.answersJson)}
        documents={page.documents}
        code={page.code}
      />
    </>
  );
}
