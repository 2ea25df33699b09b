import { handle } from "#app/http/handle.server.ts";
import { formatDate } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { publicationPage } from "#app/laureates/publication-pages.server.ts";
import { PublicationTag } from "#app/laureates/publication-tag.tsx";
import { publicationTexts } from "#app/laureates/texts-publication.ts";
import { Link, useLoaderData, type LoaderFunctionArgs } from "#app/remix.ts";
import { EmptyState, numberClass, PageHead, tableClass, TableScroll } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => publicationPage(actor, params["slug"] ?? "", localeOf(params)));
}

export default function CallPublication() {
  const text = useTexts(publicationTexts).organise;
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  if (page.laureates.length === 0)
    return (
      <EmptyState title={text.none}>
        <p>{text.noneMore}</p>
      </EmptyState>
    );
  const base = localizedPath(locale, `/calls/${page.slug}/publication`);
  return (
    <>
      <PageHead title={text.title} lead={text.lead} level={2} />
      <TableScroll label={text.title}>
        <table className={tableClass()}>
          <thead>
            <tr>
              <th scope="col" className={numberClass()}>
                {text.place}
              </th>
              <th scope="col">{text.project}</th>
              <th scope="col">{text.state}</th>
              <th scope="col">{text.public}</th>
            </tr>
          </thead>
          <tbody>
            {page.laureates.map((one) => (
              <tr key={one.code}>
                <td className={numberClass()}>{one.place ?? "–"}</td>
                <th scope="row" style={{ fontSize: "1rem", fontWeight: 400 }}>
                  <Link to={`${base}/${one.code}`}>{one.title === "" ? one.code : one.title}</Link>
                </th>
                <td>
                  <PublicationTag state={one.state} />
                </td>
                <td>{one.publishedAt === null ? "–" : formatDate(locale, one.publishedAt, page.timeZone)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  );
}
