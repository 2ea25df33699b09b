import { isLocale } from "#app/i18n/locale.ts";
import { Outlet, type LoaderFunctionArgs } from "#app/remix.ts";

export function loader({ params }: LoaderFunctionArgs) {
  if (!isLocale(params["locale"])) throw new Response(null, { status: 404 });
  return null;
}

export default function LocaleLayout() {
  return <Outlet />;
}
