import { handleFile } from "#app/http/handle.server.ts";
import { laureatesAsCsv, openDataAnswer } from "#app/laureates/export-laureates.server.ts";
import { readLaureateQuery } from "#app/laureates/forms.ts";
import { foundEntries } from "#app/laureates/pages.server.ts";
import type { LoaderFunctionArgs } from "#app/remix.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  return handleFile(request, async () => {
    const isFrench = new URL(request.url).searchParams.get("separator") === "semicolon";
    const entries = await foundEntries(readLaureateQuery(request.url));
    const csv = laureatesAsCsv(entries, isFrench ? ";" : ",");
    return openDataAnswer(request, csv, { type: "text/csv; charset=utf-8", name: "laureates.csv" });
  });
}
