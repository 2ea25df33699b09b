import postgres from "postgres";

/** What an installation knows of the demonstration: whether it is complete, and whether its accounts exist. */
export async function demonstrationFacts(
  ownerUrl: string,
): Promise<{ isSeeded: boolean; hasAccounts: boolean }> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql<{ seeded: boolean; accounts: boolean }[]>`
      select exists (select 1 from installation where key = 'demonstration') as seeded,
        exists (select 1 from people where email like '%@demo.local' and password_hash is not null) as accounts`;
    return { isSeeded: row?.seeded ?? false, hasAccounts: row?.accounts ?? false };
  } finally {
    await sql.end();
  }
}
