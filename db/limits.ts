/** How long a statement, and a wait for a lock held elsewhere, may take: a page must not hang. */
export const timeLimits = { statement_timeout: 30_000, lock_timeout: 10_000 } as const;
