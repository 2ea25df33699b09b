import type { ReactNode } from "react";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Link } from "#app/remix.ts";
import { Notice } from "#app/ui/parts.tsx";
import styles from "./decisions.module.css";
import { isAnythingOpen, type OpenMatters } from "./open-matters.ts";
import { openMattersTexts } from "./texts-open.ts";

type Props = { slug: string; open: OpenMatters & { organises: boolean } };

/** What is not settled, each with the way to where it is; nothing when all is. */
export function OpenMattersNotice({ slug, open }: Props) {
  const text = useTexts(openMattersTexts);
  const locale = useLocale();
  if (!isAnythingOpen(open)) return null;
  const base = localizedPath(locale, `/calls/${slug}`);
  const jury = open.organises ? <Link to={`${base}/jury`}>{text.toJury}</Link> : text.organisers;
  const lines: [sentence: string, way: ReactNode][] = [];
  if (open.reviews > 0) lines.push([text.reviews(open.reviews), jury]);
  if (open.ties > 0) lines.push([text.ties(open.ties), jury]);
  if (open.order !== "current")
    lines.push([text.order[open.order], <Link to={`${base}/decisions`}>{text.toDecisions}</Link>]);
  return (
    <Notice kind="attention" level={3} title={text.title}>
      <ul className={styles["faults"]}>
        {lines.map(([sentence, way]) => (
          <li key={sentence}>
            {sentence} {way}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
