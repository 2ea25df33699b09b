import { useEffect, useState } from "react";
import { formatDateTime, zoneName } from "#app/i18n/format.ts";
import { useLocale } from "#app/i18n/text.ts";

/** A moment in the zone that the organiser has named. */
export function ZonedTime({ at, timeZone }: { at: Date; timeZone: string }) {
  const locale = useLocale();
  return (
    <time dateTime={at.toISOString()} title={zoneName(locale, timeZone)}>
      {formatDateTime(locale, at, timeZone)}
    </time>
  );
}

/** The same moment where the visitor is; shown once the browser has said where that is. */
export function LocalTime({ at }: { at: Date }) {
  const locale = useLocale();
  const [zone, setZone] = useState<string | null>(null);
  useEffect(() => {
    setZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
  }, []);
  if (zone === null) return <>…</>;
  return <time dateTime={at.toISOString()}>{formatDateTime(locale, at, zone)}</time>;
}
