import { preferredLocale } from "#app/i18n/locale.ts";
import { redirect, type LoaderFunctionArgs } from "#app/remix.ts";

export function loader({ request }: LoaderFunctionArgs) {
  const locale = preferredLocale(request.headers.get("Accept-Language") ?? "");
  return redirect(`/${locale}`, { headers: { Vary: "Accept-Language" } });
}
