import { leaveSession } from "#app/http/session.server.ts";
import { localeOf } from "#app/i18n/params.ts";
import { redirect, type ActionFunctionArgs } from "#app/remix.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  // The next person at this machine finds nothing by going back.
  const headers = { "Set-Cookie": await leaveSession(request), "Clear-Site-Data": '"cache"' };
  return redirect(`/${localeOf(params)}`, { headers });
}

export function loader({ params }: ActionFunctionArgs) {
  return redirect(`/${localeOf(params)}`);
}
