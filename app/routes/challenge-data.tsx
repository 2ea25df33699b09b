import styles from "#app/challenges/challenges.module.css";
import { dataPage } from "#app/challenges/pages.server.ts";
import { challengeTexts } from "#app/challenges/texts.ts";
import { handle } from "#app/http/handle.server.ts";
import { formatBytes } from "#app/i18n/format.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { useLoaderData, type LoaderFunctionArgs } from "#app/remix.ts";
import { EmptyState, Markdown, numberClass, Section, tableClass, TableScroll } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async () => dataPage(params["slug"] ?? "", localeOf(params)));
}

export default function ChallengeData() {
  const text = useTexts(challengeTexts);
  const locale = useLocale();
  const { descriptionHtml, files } = useLoaderData<typeof loader>();
  return (
    <>
      <Markdown html={descriptionHtml} />
      {files.length === 0 ? (
        <EmptyState title={text.noFiles} />
      ) : (
        <Section title={text.files}>
          <TableScroll label={text.files}>
            <table className={tableClass()}>
              <thead>
                <tr>
                  <th scope="col">{text.file}</th>
                  <th scope="col" className={numberClass()}>
                    {text.fileSize}
                  </th>
                  <th scope="col">{text.digest}</th>
                  <th scope="col">
                    <span className="visually-hidden">{text.download}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {files.map((file) => (
                  <tr key={file.id}>
                    <td>
                      <span className="mono">{file.fileName}</span>
                      <div className="secondary">{file.description}</div>
                    </td>
                    <td className={numberClass()} style={{ whiteSpace: "nowrap" }}>
                      {formatBytes(locale, file.sizeBytes)}
                    </td>
                    <td className={`mono ${styles["digest"] ?? ""}`}>{file.sha256}</td>
                    <td>
                      <a href={`/download/${file.id}`} aria-label={`${text.download} ${file.fileName}`}>
                        {text.download}
                      </a>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
        </Section>
      )}
    </>
  );
}
