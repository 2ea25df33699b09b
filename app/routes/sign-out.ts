import { leaveSession } from "#app/http/session.server.ts";
import { localeOf } from "#app/i18n/params.ts";
import { redirect, type ActionFunctionArgs } from "#app/remix.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  return redirect(`/${localeOf(params)}`, { headers: { "Set-Cookie": await leaveSession(request) } });
}

export function loader({ params }: ActionFunctionArgs) {
  return redirect(`/${localeOf(params)}`);
}
