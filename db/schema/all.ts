/** Every table, for the database client and the migration generator. */
export * from "./accounts.ts";
export * from "./challenges.ts";
export * from "./platform.ts";
export * from "./submissions.ts";
