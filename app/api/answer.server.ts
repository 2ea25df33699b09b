import { Refused } from "#app/accounts/refusal.ts";
import { actorOfToken } from "#app/http/bearer.server.ts";
import { refusalIn } from "#app/http/handle.server.ts";
import { headersOf, statusOf } from "#app/http/refusals.ts";
import { FileRejected } from "#app/submissions/check-file.server.ts";
import { endpoints, type Endpoint } from "./endpoints.server.ts";
import { openApiDocument } from "./open-api.server.ts";

/** Answers a request below `/api/v1`. Everything that is refused is a problem document with a stable code.
 * @param address of the network, for counting failed sign-ins */
export async function answerApi(request: Request, address: string): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.replace(/^\/api\/v1/, "");
  if (path === "/openapi.json" && request.method === "GET") return Response.json(openApiDocument());
  try {
    const found = endpointFor(request.method, path);
    if (found === null) return problem("not_found", {});
    const actor = await actorOfToken(request);
    return await found.endpoint.run({
      request,
      actor,
      params: found.params,
      query: url.searchParams,
      address,
    });
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal === null) throw error;
    const faults =
      error instanceof FileRejected ? { status: "rejected", faults: error.faults, total: error.total } : {};
    return problem(refusal.code, { ...(error instanceof Refused ? error.refusal.details : {}), ...faults });
  }
}

function problem(code: string, extra: Record<string, unknown>): Response {
  const status = statusOf(code);
  const body = { type: "about:blank", title: code.replaceAll("_", " "), ...extra, status, code };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/problem+json", ...headersOf(code) },
  });
}

function endpointFor(
  method: string,
  path: string,
): { endpoint: Endpoint; params: Record<string, string> } | null {
  const asked = path.split("/");
  for (const endpoint of endpoints) {
    const pattern = endpoint.path.split("/");
    if (endpoint.method !== method || pattern.length !== asked.length) continue;
    const isMatch = pattern.every((part, index) => part.startsWith(":") || part === asked[index]);
    if (!isMatch) continue;
    const named = pattern.flatMap((part, index) =>
      part.startsWith(":") ? [[part.slice(1), decodeURIComponent(asked[index] ?? "")]] : [],
    );
    return { endpoint, params: Object.fromEntries(named) };
  }
  return null;
}
