import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { approveDecisions } from "#app/decisions/approve-decisions.server.ts";
import { DecisionForm, DecisionWords } from "#app/decisions/decision-form.tsx";
import { DecisionRefusal } from "#app/decisions/decision-refusal.tsx";
import { bothOrNull, decisionForm } from "#app/decisions/forms.ts";
import { OutcomeTag } from "#app/decisions/outcome-tag.tsx";
import { decisionPage } from "#app/decisions/pages.server.ts";
import { proposeDecision, takeBackProposal } from "#app/decisions/propose-decision.server.ts";
import { decisionTexts } from "#app/decisions/texts.ts";
import { handle, handleAction } from "#app/http/handle.server.ts";
import { readFields } from "#app/http/read-body.server.ts";
import { formatDateTime } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import {
  Form,
  Link,
  redirect,
  useActionData,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
} from "#app/remix.ts";
import { buttonClass, Columns, PageHead, Row, Section } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const place = { slug: params["slug"] ?? "", code: params["application"] ?? "" };
  return handle(request, async (actor) => decisionPage(actor, place, localeOf(params)));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const place = { slug: params["slug"] ?? "", code: params["application"] ?? "" };
  return handleAction(request, async (actor) => {
    requirePerson(actor);
    await carryOut(actor, place, request);
    return redirect(localizedPath(localeOf(params), `/calls/${place.slug}/decisions#${place.code}`));
  });
}

type Place = { slug: string; code: string };

async function carryOut(actor: Actor, { slug, code }: Place, request: Request): Promise<void> {
  const form = await readFields(actor, request, decisionForm);
  switch (form.intent) {
    case "propose": {
      const { outcome, place, amount, departure } = form;
      return proposeDecision(actor, slug, {
        ...{ code, outcome, waitingPlace: place, amountCents: amount, departure },
        reasons: { fr: form.reasons_fr, en: form.reasons_en },
        conditions: bothOrNull(form.conditions_fr, form.conditions_en),
      });
    }
    case "take_back":
      return takeBackProposal(actor, slug, code);
    case "approve":
      await approveDecisions(actor, slug, { code, seen: form.seen });
  }
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function CallDecision() {
  const text = useTexts(decisionTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { file } = page;
  return (
    <>
      <p>
        <Link to={localizedPath(locale, `/calls/${page.call.slug}/decisions`)}>{text.file.back}</Link>
      </p>
      <PageHead
        title={file.title === "" ? file.code : file.title}
        lead={<span className="mono">{file.code}</span>}
        level={2}
      >
        <OutcomeTag outcome={file.decision?.outcome ?? null} place={file.decision?.waitingPlace ?? null} />
      </PageHead>
      <DecisionRefusal refusal={answer !== undefined && "refusal" in answer ? answer.refusal : undefined} />
      <Columns main={<Proposal page={page} />} aside={<Aside page={page} />} />
    </>
  );
}

function Proposal({ page: { file, duties }, page }: { page: Page }) {
  const text = useTexts(decisionTexts);
  const isReleased = file.decision?.state === "released";
  const mayChange = duties.isChair && !isReleased && !file.isWithdrawn;
  return (
    <Section title={text.proposal}>
      {isReleased ? <p>{text.file.released}</p> : null}
      {duties.isChair || isReleased ? null : <p className="secondary">{text.file.readOnly}</p>}
      {mayChange ? <DecisionForm file={file} /> : <DecisionWords file={file} />}
      <Acts page={page} mayChange={mayChange} />
    </Section>
  );
}

function Acts({ page, mayChange }: { page: Page; mayChange: boolean }) {
  const text = useTexts(decisionTexts);
  const { decision } = page.file;
  if (decision === null || decision.state === "released") return null;
  return (
    <>
      {page.duties.isAuthority && decision.mayApprove ? (
        <Form method="post" style={{ marginTop: 16 }}>
          <input type="hidden" name="seen" value={decision.seen} />
          <button type="submit" name="intent" value="approve" className={buttonClass(!mayChange)}>
            {text.approve}
          </button>
        </Form>
      ) : null}
      {mayChange ? (
        <Form method="post" style={{ marginTop: 16 }}>
          <button type="submit" name="intent" value="take_back" className={buttonClass(false)}>
            {text.file.takeBack}
          </button>
        </Form>
      ) : null}
    </>
  );
}

function Aside({ page }: { page: Page }) {
  const text = useTexts(decisionTexts);
  const locale = useLocale();
  const { ranked } = page.file;
  return (
    <>
      <Section title={text.rank}>
        <p>
          {ranked === null
            ? text.unranked
            : `${text.ranks(ranked.rank, ranked.rank)}, ${text.bands[ranked.band]} (${text.ranks(...ranked.interval90)})`}
        </p>
      </Section>
      {page.changes.length === 0 ? null : (
        <Section title={text.file.history}>
          {page.changes.map(({ number, outcome, state, changedAt, name }) => (
            <Row key={number}>
              {text.outcomes[outcome]}, {text.file.changes[state]} {name === null ? "" : text.by(name)}
              <span className="secondary" style={{ display: "block" }}>
                {formatDateTime(locale, changedAt, page.call.timeZone)}
              </span>
            </Row>
          ))}
        </Section>
      )}
    </>
  );
}
