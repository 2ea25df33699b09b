import { refuse } from "#app/accounts/refusal.ts";
import { beginDocument, completeDocument } from "#app/applications/add-document.server.ts";
import { documentForm } from "#app/applications/forms.ts";
import { documentStep } from "#app/applications/pages.server.ts";
import { jsonAction } from "#app/http/json-action.server.ts";
import { readJson } from "#app/http/read-body.server.ts";
import type { ActionFunctionArgs } from "#app/remix.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  return jsonAction(request, async (actor) => {
    const code = params["application"] ?? "";
    if (actor.kind === "visitor") refuse("sign_in_required");
    const asked = documentForm.safeParse(await readJson(request));
    if (!asked.success) return refuse("invalid_input");
    if ("begin" in asked.data) {
      const { id, url } = await beginDocument(actor, code, asked.data.begin);
      return { ...(await documentStep(actor, code, id)), url };
    }
    if ("state" in asked.data) return documentStep(actor, code, asked.data.state);
    await completeDocument(actor, code, asked.data.complete);
    return documentStep(actor, code, asked.data.complete);
  });
}
