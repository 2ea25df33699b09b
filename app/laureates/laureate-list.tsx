import { formatEuros } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Link } from "#app/remix.ts";
import { classNamesIn } from "#app/ui/class-names.ts";
import styles from "./laureates.module.css";
import type { LaureateLine } from "./pages.server.ts";
import { laureateTexts } from "./texts.ts";

const style = classNamesIn(styles);

type ListProps = { laureates: readonly LaureateLine[]; isLarge?: boolean };

/** A palmarès: one numeral in the margin per place, and a bracket around those that share it.
 * @param isLarge as the formal list of one call, in which the first has the jury's opinion */
export function LaureateList({ laureates, isLarge = false }: ListProps) {
  const text = useTexts(laureateTexts);
  const places = [...new Set(laureates.map(({ place }) => place))];
  return (
    <ol className={style("palmares", isLarge && "large")}>
      {places.map((place) => {
        const own = laureates.filter((one) => one.place === place);
        const isShared = own.some((one) => one.isShared);
        return (
          <li key={place} className={style("group", place === 1 && "first", own.length > 1 && "isTied")}>
            <div className={styles["numeral"]}>
              <span aria-hidden>{place}</span>
              <span className="visually-hidden">{text.placeOf(place, isShared ? own.length : 1)}</span>
            </div>
            <ul className={styles["tied"]}>
              {own.map((one) => (
                <LaureateEntry key={one.slug} laureate={one} saysOpinion={isLarge && place === 1} />
              ))}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}

function LaureateEntry({ laureate, saysOpinion }: { laureate: LaureateLine; saysOpinion: boolean }) {
  const text = useTexts(laureateTexts);
  const locale = useLocale();
  const { title, leadOrganisation, isShared, amountCents, citation } = laureate;
  return (
    <li className={styles["laureate"]}>
      <h3>
        <Link to={localizedPath(locale, `/laureates/${laureate.slug}`)}>{title}</Link>
      </h3>
      {amountCents === null ? null : (
        <div className={styles["amount"]}>{formatEuros(locale, amountCents)}</div>
      )}
      <div className={`secondary ${styles["by"] ?? ""}`}>
        {leadOrganisation}
        {isShared ? (
          <>
            {" · "}
            <span className="ex-aequo">{text.shared}</span>
          </>
        ) : null}
      </div>
      {saysOpinion && citation !== null ? (
        <blockquote className={styles["quote"]}>
          <p>
            {text.quoted(citation)} <span className="secondary">{text.opinion}</span>
          </p>
        </blockquote>
      ) : null}
    </li>
  );
}
