import { challengeTexts } from "#app/challenges/texts.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  Link,
  redirect,
  useActionData,
  useLoaderData,
  useLocation,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
} from "#app/remix.ts";
import { submissionFormPage } from "#app/submissions/pages.server.ts";
import { QuotaPanel } from "#app/submissions/quota-panel.tsx";
import { SubmitForm } from "#app/submissions/submit-form.tsx";
import styles from "#app/submissions/submissions.module.css";
import { refusalWords, submissionRefusalTexts } from "#app/submissions/texts-refusals.ts";
import { submissionTexts } from "#app/submissions/texts.ts";
import { createTeam } from "#app/teams/create-team.server.ts";
import { teamForm } from "#app/teams/forms.ts";
import { TeamForm } from "#app/teams/team-form.tsx";
import { ZonedTime } from "#app/ui/local-time.tsx";
import { Columns, FactList, LinkButton, Notice, Section } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => ({
    slug: params["slug"] ?? "",
    ...(await submissionFormPage(actor, params["slug"] ?? "")),
  }));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handleAction(request, async (actor) => {
    const slug = params["slug"] ?? "";
    await createTeam(actor, slug, await readFields(actor, request, teamForm));
    return redirect(localizedPath(localeOf(params), `/challenges/${slug}/submissions/new`));
  });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Submit() {
  const text = useTexts(submissionTexts);
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <h2>{text.newTitle}</h2>
      <div style={{ marginTop: 20 }}>
        <Columns main={<MainPart page={page} />} aside={<AsidePart page={page} />} />
      </div>
    </>
  );
}

function MainPart({ page }: { page: Page }) {
  const answer = useActionData<typeof action>();
  const code = page.refusal?.code ?? null;
  if (code === "team_required") return <TeamForm refusal={answer?.refusal ?? null} />;
  if (code !== null || page.specification === null)
    return <Hindrance code={code ?? "not_ready"} slug={page.slug} />;
  return (
    <SubmitForm
      slug={page.slug}
      specification={page.specification}
      maxFileBytes={page.maxFileBytes}
      sampleId={page.sample?.id ?? null}
      unfinished={page.unfinished}
    />
  );
}

/** Why nothing can be submitted now, with the one thing to do. */
function Hindrance({ code, slug }: { code: string; slug: string }) {
  const text = useTexts(submissionTexts);
  const locale = useLocale();
  const { pathname } = useLocation();
  const [title, advice] = refusalWords(useTexts(submissionRefusalTexts), code);
  const next = `?next=${encodeURIComponent(pathname)}`;
  return (
    <Notice kind="attention" title={title}>
      <p>{advice}</p>
      {code === "sign_in_required" ? (
        <LinkButton to={`${localizedPath(locale, "/sign-in")}${next}`}>{text.toSignIn}</LinkButton>
      ) : null}
      {code === "rules_not_accepted" ? (
        <LinkButton to={`${localizedPath(locale, `/challenges/${slug}/rules`)}${next}`}>
          {text.toRules}
        </LinkButton>
      ) : null}
    </Notice>
  );
}

function AsidePart({ page }: { page: Page }) {
  const text = useTexts(submissionTexts);
  const challenge = useTexts(challengeTexts);
  const locale = useLocale();
  return (
    <>
      {page.quota === null ? null : <QuotaPanel quota={page.quota} timeZone={page.timeZone} />}
      <Section title={challenge.brief}>
        <FactList
          facts={[
            [text.phaseEnd, <ZonedTime key="end" at={page.closesAt} timeZone={page.timeZone} />],
            ...(page.team === null ? [] : ([[text.members, page.team.members]] as const)),
          ]}
        />
      </Section>
      <Section title={text.whatWeCheck}>
        {text.checks.map((sentence) => (
          <p key={sentence} className="secondary">
            {sentence}
          </p>
        ))}
        <p className="secondary">{text.columnsExpected(page.columns.join(", "))}</p>
      </Section>
      <Section title={text.commandLine}>
        <pre
          className={styles["code"]}
        >{`python3 palmares.py submit \\\n  ${page.slug} predictions.csv`}</pre>
        <p className="secondary">
          {text.commandLineMore} <a href="/palmares.py">palmares.py</a>,{" "}
          <Link to={localizedPath(locale, "/account")}>PALMARES_TOKEN</Link>
        </p>
      </Section>
    </>
  );
}
