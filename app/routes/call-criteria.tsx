import styles from "#app/calls/calls.module.css";
import { criteriaPage } from "#app/calls/pages.server.ts";
import { callTexts } from "#app/calls/texts.ts";
import { handle } from "#app/http/handle.server.ts";
import { formatNumber } from "#app/i18n/format.ts";
import { localeOf } from "#app/i18n/params.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { useLoaderData, type LoaderFunctionArgs } from "#app/remix.ts";
import { EmptyState, tableClass } from "#app/ui/parts.tsx";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return handle(request, async (actor) => criteriaPage(actor, params["slug"] ?? "", localeOf(params)));
}

type Criterion = ReturnType<typeof useLoaderData<typeof loader>>["criteria"][number];

export default function CallCriteria() {
  const text = useTexts(callTexts);
  const { criteria, totalThreshold } = useLoaderData<typeof loader>();
  if (criteria.length === 0) return <EmptyState title={text.noCriteria} />;
  return (
    <>
      <p className="lead">{text.criteriaLead}</p>
      {totalThreshold === null ? null : <p>{text.totalThreshold(String(totalThreshold))}</p>}
      {criteria.map((criterion) => (
        <OneCriterion key={criterion.id} criterion={criterion} />
      ))}
    </>
  );
}

function OneCriterion({ criterion }: { criterion: Criterion }) {
  const text = useTexts(callTexts);
  const locale = useLocale();
  const share = `${formatNumber(locale, criterion.share * 100)}${locale === "fr" ? "\u00a0" : ""}%`;
  const { threshold, max } = criterion;
  return (
    <section className={styles["criterion"]} id={criterion.id}>
      <div className={styles["criterionHead"]}>
        <h2>{criterion.name}</h2>
        <span className="secondary">{text.weight(share)}</span>
      </div>
      <p>{criterion.help}</p>
      {threshold === null ? null : (
        <p className="secondary">
          {text.threshold(formatNumber(locale, threshold), formatNumber(locale, max))}
        </p>
      )}
      <table className={tableClass()}>
        <thead>
          <tr>
            <th scope="col">{text.mark}</th>
            <th scope="col">{text.meaning}</th>
          </tr>
        </thead>
        <tbody>
          {criterion.anchors.map(({ mark, text: meaning }) => (
            <tr key={mark}>
              <td className={styles["mark"]}>{formatNumber(locale, mark, Number.isInteger(mark) ? 0 : 1)}</td>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
