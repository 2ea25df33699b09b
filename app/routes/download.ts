import { downloadedFile } from "#app/challenges/pages.server.ts";
import { handleFile } from "#app/http/handle.server.ts";
import { publicFileAnswer } from "#app/http/public-file-answer.server.ts";
import type { LoaderFunctionArgs } from "#app/remix.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handleFile(request, async (actor) =>
    publicFileAnswer(await downloadedFile(actor, params["file"] ?? "")),
  );
}
