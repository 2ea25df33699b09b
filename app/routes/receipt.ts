import { handleFile } from "#app/http/handle.server.ts";
import type { LoaderFunctionArgs } from "#app/remix.ts";
import { receiptOf, visibleSubmission } from "#app/submissions/pages.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handleFile(request, async (actor) => {
    const row = await visibleSubmission(actor, params["submission"] ?? "");
    const headers = { "Content-Disposition": `attachment; filename="receipt-${row.submission.id}.json"` };
    return new Response(JSON.stringify(receiptOf(row), null, 2), {
      headers: { ...headers, "Content-Type": "application/json" },
    });
  });
}
