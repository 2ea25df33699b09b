import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { answerQuestion } from "#app/calls/answer-question.server.ts";
import { askQuestion } from "#app/calls/ask-question.server.ts";
import { CallRefusal } from "#app/calls/call-refusal.tsx";
import styles from "#app/calls/calls.module.css";
import { questionForm } from "#app/calls/forms.ts";
import { questionsPage } from "#app/calls/pages.server.ts";
import { callRefusalTexts } from "#app/calls/texts-refusals.ts";
import { callTexts } from "#app/calls/texts.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { formatDate, formatDateTime } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  Form,
  useActionData,
  useLoaderData,
  useLocation,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
} from "#app/remix.ts";
import {
  buttonClass,
  Columns,
  EmptyState,
  fieldsClass,
  LinkButton,
  Markdown,
  Notice,
  Section,
} from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) =>
    questionsPage(actor, params["slug"] ?? "", localeOf(params), new Date()),
  );
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    const slug = params["slug"] ?? "";
    requirePerson(actor);
    const form = await readFields(actor, request, questionForm);
    if (form.intent === "ask") await askQuestion(actor, slug, form);
    else if (form.intent === "set_aside") await answerQuestion(actor, slug, form.question, null);
    else
      await answerQuestion(actor, slug, form.question, {
        question: { fr: form.question_fr, en: form.question_en },
        answer: { fr: form.answer_fr, en: form.answer_en },
        amendsRules: form.amendsRules === "on",
      });
    return { done: form.intent };
  });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function CallQuestions() {
  const text = useTexts(callTexts);
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refusal = answer !== undefined && "refusal" in answer ? answer.refusal : undefined;
  const isAsked = answer !== undefined && "done" in answer && answer.done === "ask";
  return (
    <Columns
      main={
        <>
          <CallRefusal refusal={refusal} />
          {page.waiting === null ? null : <Waiting waiting={page.waiting} timeZone={page.timeZone} />}
          <Answered page={page} />
        </>
      }
      aside={
        <Section title={text.ask}>
          {isAsked ? <Notice kind="success" title={text.asked} /> : <Ask page={page} />}
        </Section>
      }
    />
  );
}

function Answered({ page }: { page: Page }) {
  const text = useTexts(callTexts);
  const locale = useLocale();
  if (page.answered.length === 0)
    return (
      <EmptyState title={text.noQuestion}>
        <p>{text.noQuestionMore}</p>
      </EmptyState>
    );
  return (
    <Section title={text.tabs.questions}>
      {page.answered.map((one) => (
        <article key={one.id} className={styles["question"]}>
          <h3>{one.question}</h3>
          <Markdown html={one.answerHtml} />
          <span className="secondary">
            {one.answeredAt === null ? null : formatDate(locale, one.answeredAt, page.timeZone)}
            {one.amendsRules ? ` · ${text.amends}` : null}
          </span>
        </article>
      ))}
    </Section>
  );
}

function Ask({ page }: { page: Page }) {
  const text = useTexts(callTexts);
  const { refusals } = useTexts(callRefusalTexts);
  const locale = useLocale();
  const { pathname } = useLocation();
  if (page.refusedToAsk === "sign_in_required")
    return (
      <LinkButton to={`${localizedPath(locale, "/sign-in")}?next=${encodeURIComponent(pathname)}`}>
        {text.signInToAsk}
      </LinkButton>
    );
  if (page.refusedToAsk !== null)
    return (
      <p>
        {page.refusedToAsk === "email_not_confirmed" ? refusals.email_not_confirmed : text.questionsClosed}
      </p>
    );
  return (
    <Form method="post" className={fieldsClass()}>
      {page.questionsCloseAt === null ? null : (
        <p className="secondary">
          {text.questionsUntil(formatDateTime(locale, page.questionsCloseAt, page.timeZone))}
        </p>
      )}
      <Textarea
        name="text"
        label={text.yourQuestion}
        description={text.askHelp}
        rows={5}
        minLength={10}
        maxLength={2000}
        required
        withAsterisk={false}
      />
      <input type="hidden" name="locale" value={locale} />
      <button type="submit" name="intent" value="ask" className={buttonClass(true)}>
        {text.send}
      </button>
    </Form>
  );
}

function Waiting({ waiting, timeZone }: { waiting: NonNullable<Page["waiting"]>; timeZone: string }) {
  const text = useTexts(callTexts);
  const locale = useLocale();
  return (
    <Section title={text.waiting}>
      {waiting.length === 0 ? <p>{text.noneWaiting}</p> : null}
      {waiting.map((one) => (
        <details key={one.id} className={styles["question"]}>
          <summary>
            <span lang={one.askedLocale}>{one.askedText}</span>{" "}
            <span className="secondary">{text.askedOn(formatDate(locale, one.askedAt, timeZone))}</span>
          </summary>
          <Form method="post" className={fieldsClass()}>
            <input type="hidden" name="question" value={one.id} />
            {(["fr", "en"] as const).map((language) => (
              <TextInput
                key={`q-${language}`}
                name={`question_${language}`}
                label={text.questionIn[language]}
                defaultValue={language === one.askedLocale ? one.askedText : ""}
                maxLength={300}
              />
            ))}
            {(["fr", "en"] as const).map((language) => (
              <Textarea
                key={`a-${language}`}
                name={`answer_${language}`}
                label={text.answerIn[language]}
                rows={4}
                maxLength={5000}
              />
            ))}
            <Checkbox name="amendsRules" label={text.amendsRules} />
            <div style={{ display: "flex", gap: 12, flexWrap: "wrap" }}>
              <button type="submit" name="intent" value="answer" className={buttonClass(false)}>
                {text.publishAnswer}
              </button>
              <button type="submit" name="intent" value="set_aside" className={buttonClass(false)}>
                {text.setAside}
              </button>
            </div>
          </Form>
        </details>
      ))}
    </Section>
  );
}
