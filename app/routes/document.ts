import { readableDocument } from "#app/applications/pages.server.ts";
import { documentAnswer } from "#app/http/document-answer.server.ts";
import { handleFile } from "#app/http/handle.server.ts";
import type { LoaderFunctionArgs } from "#app/remix.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handleFile(request, async (actor) => {
    const document = await readableDocument(actor, params["document"] ?? "");
    return documentAnswer(document, new URL(request.url).searchParams.has("download"));
  });
}
