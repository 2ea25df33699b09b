import { handle } from "#app/http/handle.server.ts";
import { formatDate } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { openDataColumns, openDataPath, openLicence } from "#app/laureates/open-data.ts";
import { laureateTexts } from "#app/laureates/texts.ts";
import { openDataTexts } from "#app/laureates/texts-open-data.ts";
import { useLoaderData, type LoaderFunctionArgs, type MetaFunction } from "#app/remix.ts";
import { Breadcrumbs, PageHead, Row, Section, tableClass, TableScroll } from "#app/ui/parts.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  return handle(request, () => Promise.resolve({ now: new Date() }));
}

export const meta: MetaFunction = ({ params }) => [
  { title: `${openDataTexts[localeOf(params)].title} – Palmarès` },
];

export default function LaureatesOpenData() {
  const all = useTexts(laureateTexts);
  const text = useTexts(openDataTexts);
  const locale = useLocale();
  const { now } = useLoaderData<typeof loader>();
  const files = [
    [openDataPath("csv"), text.csv],
    [openDataPath("csv", { separator: "semicolon" }), text.excel],
    [openDataPath("json"), text.json],
  ] as const;
  return (
    <>
      <Breadcrumbs
        label={all.trail}
        trail={[[localizedPath(locale, "/laureates"), all.title]]}
        here={text.title}
      />
      <PageHead title={text.title} lead={text.lead} />
      <Section title={text.files}>
        {files.map(([href, what]) => (
          <Row key={href}>
            <a href={href} className="mono" style={{ overflowWrap: "anywhere" }}>
              {href}
            </a>
            <span className="secondary" style={{ display: "block" }}>
              {what}
            </span>
          </Row>
        ))}
        <p style={{ marginTop: 16 }}>{text.filesMore}</p>
      </Section>
      <Section title={text.licence}>
        <p>
          <a href={openLicence.url}>{text.licenceMore}</a>
        </p>
        <p>{text.cite(formatDate(locale, now, "Europe/Paris"))}</p>
      </Section>
      <Section title={text.columns}>
        <p>{text.safety}</p>
        <p>{text.stable}</p>
        <TableScroll label={text.columns}>
          <table className={tableClass()}>
            <thead>
              <tr>
                <th scope="col">{text.column}</th>
                <th scope="col">{text.meaning}</th>
              </tr>
            </thead>
            <tbody>
              {openDataColumns.map((column) => (
                <tr key={column}>
                  <th scope="row" className="mono" style={{ fontWeight: 400 }}>
                    {column}
                  </th>
                  <td>{text.meanings[column]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      </Section>
    </>
  );
}
