import { IconDownload, IconScale } from "@tabler/icons-react";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Link } from "#app/remix.ts";
import { Section } from "#app/ui/parts.tsx";
import styles from "./laureates.module.css";
import { openDataPath } from "./open-data.ts";
import { laureateTexts } from "./texts.ts";

/** The list that is on the screen, as files.
 * @param narrowed what the list is narrowed to */
export function ReuseSection({ narrowed = {} }: { narrowed?: Record<string, string> }) {
  const text = useTexts(laureateTexts);
  const locale = useLocale();
  const excel = { ...narrowed, separator: "semicolon" };
  const files = [
    [openDataPath("csv", locale === "fr" ? excel : narrowed), text.reuseCsv],
    [openDataPath("json", narrowed), text.reuseJson],
  ] as const;
  return (
    <Section title={text.reuse}>
      <ul className={styles["reuse"]}>
        {files.map(([href, label]) => (
          <li key={href}>
            <IconDownload size={20} stroke={1.6} aria-hidden />
            <a href={href}>
              {label} ({text.licence})
            </a>
          </li>
        ))}
        <li>
          <IconScale size={20} stroke={1.6} aria-hidden />
          <Link to={localizedPath(locale, "/laureates/open-data")}>{text.reuseMore}</Link>
        </li>
      </ul>
    </Section>
  );
}
