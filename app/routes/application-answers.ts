import { saveForm } from "#app/applications/forms.ts";
import { answersSince } from "#app/applications/pages.server.ts";
import { saveAnswers } from "#app/applications/save-answers.server.ts";
import { jsonAction } from "#app/http/json-action.server.ts";
import { bodyLimits } from "#app/limits.ts";
import { readJson } from "#app/http/read-body.server.ts";
import type { ActionFunctionArgs } from "#app/remix.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  return jsonAction(request, async (actor) => {
    const code = params["application"] ?? "";
    const sent = await readJson(actor, request, saveForm, bodyLimits.long);
    const { changes, since } = sent;
    const saved = await saveAnswers(actor, code, changes);
    const written = new Set(changes.map(({ field }) => field));
    const fresh = (await answersSince(actor, code, since)).filter(({ field }) => !written.has(field));
    return { ...saved, fresh };
  });
}
