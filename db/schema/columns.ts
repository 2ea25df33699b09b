import { customType, timestamp } from "drizzle-orm/pg-core";

/** A moment, in UTC, to the millisecond that a JavaScript `Date` carries. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date", precision: 3 });

/** A file size or a long counter; numbers up to 2^53 are exact. */
export const bytes = customType<{ data: number; driverData: string }>({
  dataType: () => "bigint",
  fromDriver: Number,
});

/** Any JSON value, a bare text included: the library's own `jsonb` reads the text `"24"` back as the number 24. */
export const jsonValue = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => "jsonb",
  toDriver: (value) => JSON.stringify(value),
});
