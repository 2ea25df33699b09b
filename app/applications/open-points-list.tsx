import { IconAlertCircle, IconCircleDashed } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useLocale } from "#app/i18n/text.ts";
import styles from "./applications.module.css";
import type { OpenPoint } from "./completeness.ts";
import { useFaultWords } from "./use-fault-words.ts";

type OpenPointsListProps = {
  points: readonly OpenPoint[];
  /** A link or a button that leads to the field. */
  lead: (point: OpenPoint, label: string) => ReactNode;
};

/** What stands between a draft and its submission: what is wrong first, then what is missing. */
export function OpenPointsList({ points, lead }: OpenPointsListProps) {
  const locale = useLocale();
  const words = useFaultWords();
  return (
    <ul className={styles["points"]}>
      {points.map((point) => {
        const isMissing = point.fault.code === "missing" && point.fault.row === undefined;
        const Icon = isMissing ? IconCircleDashed : IconAlertCircle;
        const label = point.field.label[locale];
        return (
          <li key={point.field.id} className={isMissing ? undefined : styles["bad"]}>
            <Icon size={20} stroke={1.6} aria-hidden />
            <span>{lead(point, label)}</span>
            <span className={`caption ${styles["under"] ?? ""}`}>
              {point.section.title[locale]}
              {isMissing ? "" : `. ${words(point.field, point.fault)}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
