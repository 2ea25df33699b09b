import { sql } from "drizzle-orm";
import type { Tx } from "./client.ts";
import type { PersonId, ProcessKind } from "./vocabulary.ts";

/** One line of the journal. `details` holds codes, versions and digests, never personal data or label values. */
export type AuditEvent = {
  actor: PersonId | ProcessKind | "installation" | "visitor";
  verb: string;
  subject: string;
  details?: Record<string, string | number | boolean | null>;
};

/** Adds a line to the hash-chained journal, in the caller's transaction.
 * Called last in a transaction: from here to the commit no other transaction can add a line. */
export async function appendAuditEvent(tx: Tx, event: AuditEvent): Promise<void> {
  const details = JSON.stringify(event.details ?? {});
  await tx.execute(
    sql`select append_audit_event(${event.actor}, ${event.verb}, ${event.subject}, ${details}::text::jsonb)`,
  );
}
