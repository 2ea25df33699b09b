import { handleFile } from "#app/http/handle.server.ts";
import { boardAsCsv } from "#app/leaderboards/export-board.server.ts";
import { readBoardQuery } from "#app/leaderboards/forms.ts";
import { chosenBoard } from "#app/leaderboards/pages.server.ts";
import type { LoaderFunctionArgs } from "#app/remix.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handleFile(request, async () => {
    const slug = params["slug"] ?? "";
    const csv = boardAsCsv(await chosenBoard(slug, readBoardQuery(request.url), new Date()));
    const disposition = `attachment; filename="${encodeURIComponent(slug)}-leaderboard.csv"`;
    return new Response(csv, {
      headers: { "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": disposition },
    });
  });
}
