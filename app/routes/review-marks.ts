import { jsonAction } from "#app/http/json-action.server.ts";
import { bodyLimits } from "#app/limits.ts";
import { readJson } from "#app/http/read-body.server.ts";
import type { ActionFunctionArgs } from "#app/remix.ts";
import { saveReviewForm } from "#app/reviews/forms.ts";
import { saveReview } from "#app/reviews/save-review.server.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  return jsonAction(request, async (actor) => {
    const sent = await readJson(actor, request, saveReviewForm, bodyLimits.long);
    const { changes, since } = sent;
    const place = { slug: params["slug"] ?? "", code: params["application"] ?? "" };
    const saved = await saveReview(actor, place, changes);
    const written = new Set(changes.map(({ field }) => field));
    const fields = saved.revision > since + 1 || changes.length === 0 ? Object.entries(saved.fields) : [];
    const fresh = fields
      .filter(([field]) => !written.has(field))
      .map(([field, value]) => ({ field, value, revision: saved.revision }));
    // Nobody else writes in a review: nothing can be in conflict.
    return { revision: saved.revision, savedAt: saved.savedAt, present: 1, conflicts: [], fresh };
  });
}
