import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { withoutBlankEdges } from "#app/i18n/written-text.ts";
import { markdownToHtml } from "#app/ui/markdown.server.ts";
import type { Tx } from "#db/client.ts";
import { applicationByCode, memberRole, type ApplicationRow } from "#db/queries/applications.ts";
import {
  feedbackOn,
  noteDecisionRead,
  releasedDecision,
  type DecisionRow,
  type Feedback,
} from "#db/queries/decisions.ts";
import { rubricById } from "#db/queries/reviews.ts";
import type { Locale } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { meanMarks } from "./feedback.ts";

/** What was decided of an application, for its members. Before the release it says the same whatever is being decided,
 * and nothing is read that is not released.
 * @throws Refused `sign_in_required`; `application_not_found` for everybody who is no member
 * Effects: the moment at which it was first read. */
export async function feedbackPage(actor: Actor, code: string, locale: Locale) {
  const person = requirePerson(actor);
  return asViewer(person.id, async (tx) => {
    const found = (await applicationByCode(tx, code)) ?? refuse("application_not_found");
    const { application, call } = found;
    const role = (await memberRole(tx, application.id, person.id)) ?? refuse("application_not_found");
    const decision = await releasedDecision(tx, application.id);
    if (decision !== null) await noteDecisionRead(tx, application.id);
    return {
      code,
      call: {
        ...{ slug: call.slug, title: call.title[locale], timeZone: call.timeZone },
        resultsExpectedAt: call.resultsExpectedAt,
      },
      decision: decision === null ? null : outcomeFacts(decision, locale),
      feedback: decision === null ? null : await opinionOf(tx, application, locale),
      appealsHtml: decision === null ? "" : markdownToHtml(call.legalMentions.appeals[locale]),
      contact: { service: call.legalMentions.service[locale], email: call.legalMentions.email },
      isWithdrawn: application.state === "withdrawn",
      mayDecline: role === "owner" && decision?.outcome === "laureate" && application.state !== "withdrawn",
    };
  });
}

export type FeedbackPage = Awaited<ReturnType<typeof feedbackPage>>;

function outcomeFacts(row: DecisionRow, locale: Locale) {
  const { round, outcome, waitingPlace, amountCents, releasedAt } = row;
  return {
    ...{ round, outcome, waitingPlace, amountCents, releasedAt },
    reasons: row.reasons[locale],
    conditions: row.conditions?.[locale] ?? "",
  };
}

async function opinionOf(tx: Tx, application: ApplicationRow, locale: Locale) {
  const feedback = await feedbackOn(tx, application.id);
  return {
    comments: feedback.map(({ comment }) => withoutBlankEdges(comment)).filter((comment) => comment !== ""),
    marks: await marksOf(tx, feedback, locale),
  };
}

/** The mean marks by the newest rubric that reviews used; none when the call keeps them. */
async function marksOf(tx: Tx, feedback: readonly Feedback[], locale: Locale) {
  const shared = feedback.flatMap(({ rubricId, marks }) => (marks === null ? [] : [{ rubricId, marks }]));
  const last = shared
    .map(({ rubricId }) => rubricId)
    .sort()
    .at(-1);
  if (last === undefined) return null;
  const { criteria } = await rubricById(tx, last);
  const given = shared.filter(({ rubricId }) => rubricId === last).map(({ marks }) => marks);
  return meanMarks(criteria, given).map(({ id, name, max, mean }) => ({ id, name: name[locale], max, mean }));
}
