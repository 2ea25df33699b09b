import { handleFile } from "#app/http/handle.server.ts";
import { laureatesAsJson, openDataAnswer } from "#app/laureates/export-laureates.server.ts";
import { readLaureateQuery } from "#app/laureates/forms.ts";
import { foundEntries } from "#app/laureates/pages.server.ts";
import type { LoaderFunctionArgs } from "#app/remix.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  return handleFile(request, async () => {
    const json = laureatesAsJson(await foundEntries(readLaureateQuery(request.url)));
    return openDataAnswer(request, json, { type: "application/json; charset=utf-8", name: "laureates.json" });
  });
}
