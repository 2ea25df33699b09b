import { localizedPath } from "#app/i18n/locale.ts";
import { shellTexts } from "#app/i18n/messages-shell.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { isRouteErrorResponse, Link, useLocation, useRouteError } from "#app/remix.ts";

/** What a person sees instead of a page: what happened, what is kept, what to do. */
export function ErrorPage() {
  const text = useTexts(shellTexts);
  const locale = useLocale();
  const { pathname, search } = useLocation();
  const error = useRouteError();
  const kind = kindOf(isRouteErrorResponse(error) ? error.status : 500);
  const [title, advice] = text.errors[kind];
  return (
    <div style={{ paddingBlock: "56px" }}>
      <title>{`${title ?? ""} – Palmarès`}</title>
      <h1>{title}</h1>
      <p className="lead" style={{ marginTop: 16 }}>
        {advice}
      </p>
      {kind === "signIn" ? (
        <Link to={`${localizedPath(locale, "/sign-in")}?next=${encodeURIComponent(pathname + search)}`}>
          {text.signIn}
        </Link>
      ) : (
        <Link to={localizedPath(locale, "/")}>{text.home}</Link>
      )}
    </div>
  );
}

function kindOf(status: number) {
  if (status === 401) return "signIn";
  if (status === 403) return "forbidden";
  if (status === 410) return "expired";
  if (status === 503) return "unavailable";
  return status >= 400 && status < 500 ? "notFound" : "bug";
}
