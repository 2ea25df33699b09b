import { endpoints } from "#app/api/endpoints.server.ts";
import { useLoaderData, type MetaFunction } from "#app/remix.ts";
import { PageHead, Section, tableClass, TableScroll } from "#app/ui/parts.tsx";

export function loader() {
  return { endpoints: endpoints.map(({ method, path, summary }) => ({ method, path, summary })) };
}

export const meta: MetaFunction = () => [{ title: "API – Palmarès" }];

const example = `curl -H "Authorization: Bearer $PALMARES_TOKEN" \\
  --data-binary @predictions.csv -H "Content-Type: text/csv" \\
  $PALMARES_URL/api/v1/challenges/wdbc/submissions`;

export default function Api() {
  const page = useLoaderData<typeof loader>();
  return (
    <div lang="en">
      <PageHead
        title="Programming interface"
        lead="All that a competitor does on the site, for programs. Answers are JSON; refusals are problem documents with a stable code."
      />
      <Section title="Calls, below /api/v1" aside={<a href="/api/v1/openapi.json">OpenAPI 3.1 document</a>}>
        <TableScroll label="Calls">
          <table className={tableClass()}>
            <tbody>
              {page.endpoints.map((endpoint) => (
                <tr key={endpoint.method + endpoint.path}>
                  <td className="mono">{endpoint.method}</td>
                  <td className="mono">{endpoint.path}</td>
                  <td>{endpoint.summary}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      </Section>
      <Section title="First call">
        <p>Make a token on your account page, then:</p>
        <pre
          className="mono"
          style={{ background: "var(--palmares-sunken)", padding: "16px 20px", overflowX: "auto" }}
        >
          {example}
        </pre>
        <p>
          <a href="/palmares.py">palmares.py</a> does the same from the command line, with Python alone.
        </p>
      </Section>
    </div>
  );
}
