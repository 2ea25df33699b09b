import { eq } from "drizzle-orm";
import { closePdfReaders } from "#app/applications/inspect-pdf.server.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { connectOwner } from "#db/connect-process.ts";
import { db, inTransaction } from "#db/connections.ts";
import { environment } from "#db/environment.ts";
import { installation } from "#db/schema/platform.ts";
import { ensureCalls } from "./calls.ts";
import { ensureChallenges } from "./challenges.ts";
import { playHistories, type SeededChallenge } from "./histories.ts";
import { ensureAccounts, type DemonstrationPeople } from "./people.ts";
import { revealEnded } from "./reveal-ended.ts";

/** Seeds the demonstration world, once: every step asks first what is there, so that an interrupted run is completed by
 * the next. The mark that it is complete comes last. */
async function seed(): Promise<void> {
  const marks = await db().select().from(installation).where(eq(installation.key, "demonstration"));
  if (marks.length > 0) return;
  const now = new Date();
  const people = await ensureAccounts();
  const challenges = await ensureChallenges(people, now);
  // Side by side: what the one waits for leaves time to the other.
  const played = playChallenges(challenges, people, now);
  // What keeps one half from its end does not interrupt the other: the next run has less to do.
  const [submissions] = await Promise.allSettled([played, ensureCalls(people, now)]).then((halves) => {
    for (const half of halves) if (half.status === "rejected") throw half.reason;
    return Promise.all([played]);
  });
  await inTransaction(async (tx) => {
    await tx.insert(installation).values({ key: "demonstration", value: now.toISOString() });
    await appendAuditEvent(tx, {
      actor: "installation",
      verb: "seed_demonstration",
      subject: "installation",
      details: { submissions },
    });
  });
}

async function playChallenges(challenges: SeededChallenge[], people: DemonstrationPeople, now: Date) {
  const submissions = await playHistories(challenges, people, now);
  await revealEnded(challenges, people, now);
  return submissions;
}

const { database, files, labels } = connectOwner(environment(), "inbox");
console.log("ready");
try {
  await seed();
} finally {
  closePdfReaders();
  await database.close();
  files.close();
  labels?.close();
}
