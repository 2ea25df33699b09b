import { formatRelative } from "#app/i18n/format.ts";
import { localizedPath } from "#app/i18n/locale.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Link } from "#app/remix.ts";
import { ZonedTime } from "#app/ui/local-time.tsx";
import styles from "./calls.module.css";
import type { CallStatus } from "./rules.ts";
import { StatusTag } from "./status-tag.tsx";
import { callTexts } from "./texts.ts";

export type ListedCall = {
  slug: string;
  title: string;
  summary: string;
  status: CallStatus;
  opensAt: Date | null;
  closesAt: Date | null;
  timeZone: string;
};

/** Calls one under the other, with what decides whether to open one. */
export function CallRows({ calls, now }: { calls: readonly ListedCall[]; now: Date }) {
  const text = useTexts(callTexts).list;
  const locale = useLocale();
  return calls.map((call) => {
    const at = call.status === "upcoming" ? call.opensAt : call.closesAt;
    return (
      <div key={call.slug} className={styles["entry"]}>
        <div>
          <h3>
            <Link to={localizedPath(locale, `/calls/${call.slug}`)}>{call.title}</Link>
          </h3>
          <p>{call.summary}</p>
        </div>
        <div className={styles["when"]}>
          <StatusTag status={call.status} />
          {at === null ? null : (
            <div className="secondary">
              {call.status === "upcoming" ? text.from : at < now ? text.closed : text.until}{" "}
              <ZonedTime at={at} timeZone={call.timeZone} />
              <br />
              {formatRelative(locale, at, now)}
            </div>
          )}
        </div>
      </div>
    );
  });
}
