import { examinationPage } from "#app/applications/examination-pages.server.ts";
import { StateTag } from "#app/applications/state-tag.tsx";
import { officerTexts } from "#app/applications/texts-officer.ts";
import { handle } from "#app/http/handle.server.ts";
import { formatDateTime } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Link, useLoaderData, type LoaderFunctionArgs } from "#app/remix.ts";
import { EmptyState, PageHead, tableClass, TableScroll } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => examinationPage(actor, params["slug"] ?? ""));
}

export default function CallApplications() {
  const text = useTexts(officerTexts);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  if (page.applications.length === 0)
    return (
      <EmptyState title={text.none}>
        <p>{text.noneMore}</p>
      </EmptyState>
    );
  return (
    <>
      <PageHead title={text.title} lead={text.lead} level={2} />
      <TableScroll label={text.title}>
        <table className={tableClass()}>
          <thead>
            <tr>
              {[text.application, text.receivedAt, text.checks, text.state].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.applications.map((one) => (
              <tr key={one.code}>
                <td>
                  <Link to={localizedPath(locale, `/calls/${page.slug}/applications/${one.code}`)}>
                    {one.title === "" ? one.code : one.title}
                  </Link>
                  <span className="secondary mono" style={{ display: "block" }}>
                    {one.code}
                  </span>
                </td>
                <td>{formatDateTime(locale, one.receivedAt, page.timeZone)}</td>
                <td>{text.checksOf(one.passed, page.total)}</td>
                <td>
                  <StateTag state={one.state} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  );
}
