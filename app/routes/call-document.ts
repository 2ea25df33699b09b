import { callDocumentLink } from "#app/calls/pages.server.ts";
import { handle } from "#app/http/handle.server.ts";
import { redirect, type LoaderFunctionArgs } from "#app/remix.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) =>
    redirect(await callDocumentLink(actor, params["file"] ?? ""), {
      headers: { "Cache-Control": "no-store" },
    }),
  );
}
