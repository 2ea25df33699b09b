import { beginApplication } from "#app/applications/begin-application.server.ts";
import { handle } from "#app/http/handle.server.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "#app/remix.ts";

/** Whoever had to sign in first comes back here: the button is on the call's page. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(localizedPath(localeOf(params), `/calls/${params["slug"] ?? ""}`));
}

export async function action({ request, params }: ActionFunctionArgs) {
  return handle(request, async (actor) => {
    const locale = localeOf(params);
    const code = await beginApplication(actor, params["slug"] ?? "", locale);
    return redirect(localizedPath(locale, `/applications/${code}`));
  });
}
