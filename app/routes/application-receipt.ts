import { receiptFacts } from "#app/applications/pages.server.ts";
import { receiptPdf } from "#app/applications/receipt-pdf.server.ts";
import { handleFile } from "#app/http/handle.server.ts";
import { isLocale } from "#app/i18n/locale.ts";
import type { LoaderFunctionArgs } from "#app/remix.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handleFile(request, async (actor) => {
    const facts = await receiptFacts(actor, params["submission"] ?? "");
    const wanted = new URL(request.url).searchParams.get("locale") ?? undefined;
    const pdf = await receiptPdf(facts, isLocale(wanted) ? wanted : facts.application.locale);
    const headers = { "Content-Type": "application/pdf", "Cache-Control": "private, no-store" };
    const name = `receipt-${facts.received.receiptNumber}.pdf`;
    return new Response(new Uint8Array(pdf), {
      headers: { ...headers, "Content-Disposition": `attachment; filename="${name}"` },
    });
  });
}
