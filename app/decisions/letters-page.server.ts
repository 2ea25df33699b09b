import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { decisionLettersOf, decisionLettersSent } from "#db/queries/decisions.ts";
import { letterOutcomes, type Locale } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { decisionContext } from "./decision-context.server.ts";
import { decisionTable, type DecisionTable } from "./decision-table.server.ts";
import { faultsOfTemplate } from "./letter-places.ts";
import { openMattersFor } from "./open-matters.server.ts";
import { approvedIn } from "./release-decisions.server.ts";
import { renderLetters } from "./rendered-letters.server.ts";
import { standardLetters } from "./standard-letters.ts";

/** The templates with their faults, every letter that would go out now, and how far those of a release have got.
 * @throws Refused those of `decisionContext` */
export async function decisionLettersPage(actor: Actor, slug: string, locale: Locale) {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const context = await decisionContext(tx, actor, slug);
    const { call, decider } = context;
    const table = await decisionTable(tx, call);
    const approved = approvedIn(table);
    const saved = new Map((await decisionLettersOf(tx, call.id)).map((row) => [row.outcome, row]));
    const { letters, faults, incomplete, digest } = await renderLetters(tx, call, approved);
    const unapproved = table.files.filter(
      ({ decision, state }) => state === "admissible" && decision?.state !== "released",
    );
    return {
      call: { slug, title: call.title[locale], state: call.state, timeZone: call.timeZone },
      releasedAt: lastReleaseIn(table),
      duties: { isChair: decider.isChair, isAuthority: decider.isAuthority },
      terms: table.terms,
      templates: letterOutcomes.map((outcome) => {
        const row = saved.get(outcome) ?? null;
        const { subject, body } = row ?? standardLetters[outcome];
        const isSaved = row !== null;
        return { outcome, isSaved, subject, body, faults: isSaved ? faultsOfTemplate(outcome, row) : [] };
      }),
      rehearsal: {
        letters: letters.map(({ key, recipient, subject, body, code, outcome, locale: language }) => ({
          ...{ key, recipient, subject, body, code, outcome, language },
        })),
        ...{ applications: approved.length, faults, incomplete, digest },
      },
      notApproved: call.state === "evaluating" ? unapproved.length - approved.length : 0,
      open: await openMattersFor(tx, context, table),
      delivery: await decisionLettersSent(
        tx,
        table.files.map(({ id }) => id),
      ),
    };
  });
}

/** When something was last released on what the viewer may see; null before. */
function lastReleaseIn({ files }: DecisionTable): Date | null {
  const times = files.flatMap(({ released }) => released?.releasedAt?.getTime() ?? []);
  return times.length === 0 ? null : new Date(Math.max(...times));
}

export type DecisionLettersPage = Awaited<ReturnType<typeof decisionLettersPage>>;
