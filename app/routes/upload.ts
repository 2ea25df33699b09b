import { Refused } from "#app/accounts/refusal.ts";
import { networkAddress } from "#app/http/network-address.server.ts";
import { refusalIn } from "#app/http/handle.server.ts";
import { headersOf, statusOf } from "#app/http/refusals.ts";
import { actorOf } from "#app/http/session.server.ts";
import { submitBody } from "#app/http/submission-request.server.ts";
import type { ActionFunctionArgs } from "#app/remix.ts";
import { FileRejected } from "#app/submissions/check-file.server.ts";

export async function action({ request, params, context }: ActionFunctionArgs) {
  try {
    const sender = {
      actor: await actorOf(request),
      address: networkAddress(context),
      origin: "page" as const,
    };
    return Response.json({ id: await submitBody(request, params["slug"] ?? "", sender) }, { status: 201 });
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal === null) throw error;
    const faults = error instanceof FileRejected ? { faults: error.faults, total: error.total } : {};
    const details = error instanceof Refused ? error.refusal.details : undefined;
    return Response.json(
      { code: refusal.code, details, ...faults },
      { status: statusOf(refusal.code), headers: headersOf(refusal.code) },
    );
  }
}
