import { formatNumber } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Section, TableScroll } from "#app/ui/parts.tsx";
import styles from "./challenges.module.css";
import { challengeTexts } from "./texts.ts";

/** The cost of each error as a table, shaded by cost; the number is always printed. */
export function CostMatrix({
  classes,
  costs,
}: {
  classes: readonly string[];
  costs: readonly (readonly number[])[];
}) {
  const text = useTexts(challengeTexts);
  const locale = useLocale();
  const most = Math.max(...costs.flat(), 1e-9);
  const shade = (cost: number) =>
    `color-mix(in srgb, var(--palmares-hemateine) ${String(Math.round((34 * cost) / most))}%, transparent)`;
  return (
    <Section title={text.costs}>
      <TableScroll label={text.costs}>
        <table className={styles["costs"]}>
          <caption className="caption" style={{ textAlign: "left" }}>
            {text.costsCaption}
          </caption>
          <thead>
            <tr>
              <th scope="col" style={{ textAlign: "left", paddingLeft: 0 }}>
                {text.trueClass}
              </th>
              {classes.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {costs.map((row, index) => (
              <tr key={classes[index]}>
                <th scope="row">{classes[index]}</th>
                {row.map((cost, column) => (
                  <td key={classes[column]} style={{ background: shade(cost) }}>
                    {formatNumber(locale, cost, 1)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </Section>
  );
}
