import type { Reader } from "#db/client.ts";
import { currentForm, currentRubric, currentRulebook, cutoffsOf, type CallRow } from "#db/queries/calls.ts";
import type { PublicationFacts } from "./rules.ts";

/** What decides whether a call can be published. */
export async function publicationFacts(db: Reader, call: CallRow): Promise<PublicationFacts> {
  const rulebook = await currentRulebook(db, call.id);
  const rubric = await currentRubric(db, call.id);
  return {
    title: call.title,
    summary: call.summary,
    description: call.description,
    legalMentions: call.legalMentions,
    rulebook: rulebook?.content ?? null,
    hasCriteria: rubric !== null,
    cutoffs: await cutoffsOf(db, call.id),
    hasForm: (await currentForm(db, call.id)) !== null,
  };
}
