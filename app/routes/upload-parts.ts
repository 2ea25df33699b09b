import { z } from "zod";
import { refusalIn } from "#app/http/handle.server.ts";
import { readJson } from "#app/http/read-body.server.ts";
import { headersOf, statusOf } from "#app/http/refusals.ts";
import { actorOf } from "#app/http/session.server.ts";
import type { ActionFunctionArgs } from "#app/remix.ts";
import { beginUpload } from "#app/submissions/begin-upload.server.ts";
import { cancelUpload } from "#app/submissions/cancel-upload.server.ts";
import { completeUpload } from "#app/submissions/complete-upload.server.ts";
import { uploadForm } from "#app/submissions/forms.ts";

const submissionId = z.templateLiteral(["sub_", z.string()]);
const requestSchema = z.union([
  z.object({ begin: uploadForm }),
  z.object({ complete: submissionId }),
  z.object({ cancel: submissionId }),
]);

export async function action({ request, params }: ActionFunctionArgs) {
  try {
    const actor = await actorOf(request);
    const slug = params["slug"] ?? "";
    const asked = await readJson(actor, request, requestSchema);
    if ("complete" in asked) {
      const id = await completeUpload(actor, slug, { id: asked.complete, origin: "page" });
      return Response.json({ id }, { status: 201 });
    }
    if ("cancel" in asked) {
      await cancelUpload(actor, asked.cancel);
      return Response.json({ id: asked.cancel });
    }
    const { size, ...file } = asked.begin;
    return Response.json(await beginUpload(actor, slug, { ...file, sizeBytes: size }));
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal === null) throw error;
    return Response.json(refusal, { status: statusOf(refusal.code), headers: headersOf(refusal.code) });
  }
}
