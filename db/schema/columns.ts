import { customType, timestamp } from "drizzle-orm/pg-core";

/** A moment, in UTC, to the millisecond that a JavaScript `Date` carries. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date", precision: 3 });

/** A file size or a long counter; numbers up to 2^53 are exact. */
export const bytes = customType<{ data: number; driverData: string }>({
  dataType: () => "bigint",
  fromDriver: Number,
});
