import { IconBan, IconCheck, IconMail, IconShieldCheck } from "@tabler/icons-react";
import { useTexts } from "#app/i18n/text.ts";
import { Tag } from "#app/ui/parts.tsx";
import styles from "./people.module.css";
import { peopleTexts } from "./texts-people.ts";

type AccountState = { disabledAt: Date | null; isAdministrator: boolean; isConfirmed: boolean };

/** Where an account stands, and what it may. */
export function AccountStateTags({ disabledAt, isAdministrator, isConfirmed }: AccountState) {
  const text = useTexts(peopleTexts);
  const look = { size: 15, stroke: 1.8, "aria-hidden": true } as const;
  return (
    <span className={styles["tags"]}>
      {disabledAt === null ? (
        <Tag tone="good" icon={<IconCheck {...look} />}>
          {text.enabled}
        </Tag>
      ) : (
        <Tag tone="bad" icon={<IconBan {...look} />}>
          {text.disabled}
        </Tag>
      )}
      {isAdministrator ? (
        <Tag tone="running" icon={<IconShieldCheck {...look} />}>
          {text.administrator}
        </Tag>
      ) : null}
      {isConfirmed ? null : (
        <Tag tone="attention" icon={<IconMail {...look} />}>
          {text.unconfirmed}
        </Tag>
      )}
    </span>
  );
}
