import { refuse } from "#app/accounts/refusal.ts";
import { saveForm } from "#app/applications/forms.ts";
import { answersSince } from "#app/applications/pages.server.ts";
import { saveAnswers } from "#app/applications/save-answers.server.ts";
import { jsonAction } from "#app/http/json-action.server.ts";
import { readJson } from "#app/http/read-body.server.ts";
import type { ActionFunctionArgs } from "#app/remix.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  return jsonAction(request, async (actor) => {
    const code = params["application"] ?? "";
    if (actor.kind === "visitor") refuse("sign_in_required");
    const sent = saveForm.safeParse(await readJson(request));
    if (!sent.success) return refuse("invalid_input");
    const { changes, since } = sent.data;
    const saved = await saveAnswers(actor, code, changes);
    const written = new Set(changes.map(({ field }) => field));
    const fresh = (await answersSince(actor, code, since)).filter(({ field }) => !written.has(field));
    return { ...saved, fresh };
  });
}
