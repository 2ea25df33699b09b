import type { z } from "zod";
import { refuse } from "#app/accounts/refusal.ts";
import { callStatus } from "#app/calls/rules.ts";
import { db } from "#db/connections.ts";
import { pageAddress } from "#db/environment.ts";
import {
  callBySlug,
  currentRubric,
  currentRulebook,
  cutoffsOf,
  deadlineChangesOf,
  publishedCalls,
  type CallRow,
} from "#db/queries/calls.ts";
import type * as schemas from "./schemas.ts";

type Answer = z.input<typeof schemas.call>;

/** Public facts of all published calls. */
export async function publicCalls(now: Date): Promise<Answer[]> {
  return Promise.all((await publishedCalls(db())).map((call) => factsOf(call, now)));
}

/** Public facts of a call.
 * @throws Refused `call_not_found`, also for a draft, whoever asks */
export async function callFacts(slug: string, now: Date): Promise<Answer> {
  return factsOf((await callBySlug(db(), slug)) ?? refuse("call_not_found"), now);
}

async function factsOf(call: CallRow, now: Date): Promise<Answer> {
  const cutoffs = await cutoffsOf(db(), call.id);
  const state = callStatus(call, cutoffs, now);
  if (state === "draft") return refuse("call_not_found");
  const rubric = await currentRubric(db(), call.id);
  const changes = await deadlineChangesOf(db(), call.id);
  const { slug, title, summary, timeZone } = call;
  return {
    ...{ slug, title, summary, state, timeZone },
    opensAt: call.opensAt?.toISOString() ?? null,
    cutoffs: cutoffs.map(({ label, closesAt }) => ({ label, closesAt: closesAt.toISOString() })),
    deadlineChanges: changes.map(({ previousClosesAt, closesAt, reason, changedAt }) => ({
      from: previousClosesAt.toISOString(),
      to: closesAt.toISOString(),
      reason,
      changedAt: changedAt.toISOString(),
    })),
    criteria: (rubric?.criteria ?? []).map(({ id, name, weight, max, threshold, anchors }) => ({
      ...{ id, name, weight, max, threshold, anchors },
    })),
    rulebookVersion: (await currentRulebook(db(), call.id))?.version ?? null,
    url: pageAddress("en", `calls/${slug}`),
  };
}
