/** Every table, for the database client and the migration generator. */
export * from "./accounts.ts";
export * from "./admissibility.ts";
export * from "./applications.ts";
export * from "./calls.ts";
export * from "./challenges.ts";
export * from "./decisions.ts";
export * from "./juries.ts";
export * from "./laureates.ts";
export * from "./platform.ts";
export * from "./reviews.ts";
export * from "./statistics.ts";
export * from "./submissions.ts";
export * from "./teams.ts";
