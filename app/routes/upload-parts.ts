import { z } from "zod";
import { refuse } from "#app/accounts/refusal.ts";
import { refusalIn } from "#app/http/handle.server.ts";
import { readJson } from "#app/http/read-body.server.ts";
import { statusOf } from "#app/http/refusals.ts";
import { actorOf } from "#app/http/session.server.ts";
import type { ActionFunctionArgs } from "#app/remix.ts";
import { beginUpload } from "#app/submissions/begin-upload.server.ts";
import { completeUpload } from "#app/submissions/complete-upload.server.ts";
import { uploadForm } from "#app/submissions/forms.ts";

const requestSchema = z.union([
  z.object({ begin: uploadForm }),
  z.object({ complete: z.templateLiteral(["sub_", z.string()]) }),
]);

export async function action({ request, params }: ActionFunctionArgs) {
  try {
    const actor = await actorOf(request, new Date());
    const slug = params["slug"] ?? "";
    const asked = requestSchema.safeParse(await readJson(request));
    if (!asked.success) return refuse("invalid_input");
    if ("complete" in asked.data) {
      return Response.json(
        { id: await completeUpload(actor, slug, asked.data.complete, "page") },
        { status: 201 },
      );
    }
    const { size, ...file } = asked.data.begin;
    return Response.json(await beginUpload(actor, slug, { ...file, sizeBytes: size }));
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal === null) throw error;
    return Response.json(refusal, { status: statusOf(refusal.code) });
  }
}
