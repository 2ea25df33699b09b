import { Readable } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { handleFile } from "#app/http/handle.server.ts";
import type { LoaderFunctionArgs } from "#app/remix.ts";
import { sampleContent } from "#app/submissions/pages.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handleFile(request, async () => {
    const content = await sampleContent(params["slug"] ?? "");
    const headers = { "Content-Type": "text/csv; charset=utf-8", "Cache-Control": "private, max-age=60" };
    return new Response(createReadableStreamFromReadable(Readable.from(content)), { headers });
  });
}
