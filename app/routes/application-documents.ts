import { beginDocument, completeDocument } from "#app/applications/add-document.server.ts";
import { documentForm } from "#app/applications/forms.ts";
import { documentStep } from "#app/applications/pages.server.ts";
import { jsonAction } from "#app/http/json-action.server.ts";
import { readJson } from "#app/http/read-body.server.ts";
import type { ActionFunctionArgs } from "#app/remix.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  return jsonAction(request, async (actor) => {
    const code = params["application"] ?? "";
    const asked = await readJson(actor, request, documentForm);
    if ("begin" in asked) {
      const { id, url } = await beginDocument(actor, code, asked.begin);
      return { ...(await documentStep(actor, code, id)), url };
    }
    if ("state" in asked) return documentStep(actor, code, asked.state);
    await completeDocument(actor, code, asked.complete);
    return documentStep(actor, code, asked.complete);
  });
}
