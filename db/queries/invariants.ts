import { sql, type SQL } from "drizzle-orm";
import type { Reader } from "../client.ts";
import { connections } from "../connections.ts";
import type { ObjectStore } from "../files.ts";
import { brokenFiles, type FileChecks } from "./file-invariants.ts";
import { brokenLines, headsBroken } from "./journal.ts";
import type { JournalHead, JournalKey } from "../journal/heads.ts";

/** The juror who stands behind a row, and what is known of their interests in its application. */
function conflictOfJuror(row: SQL): SQL {
  return sql`join jurors j on j.id = ${row}.juror_id
    join conflicts c on c.application_id = ${row}.application_id and c.person_id = j.person_id`;
}

/** What must always hold, each with a query that finds what breaks it. */
const invariants: readonly { name: string; broken: SQL }[] = [
  {
    name: "every submission has exactly one live evaluation per specification and label set",
    broken: sql`select s.id as what from submissions s left join evaluations e on e.submission_id = s.id and e.state <> 'cancelled'
      group by s.id having count(e.id) = 0 or count(e.id) <> count(distinct (e.specification_id, e.label_set_id))`,
  },
  {
    name: "every scored evaluation has its public and its private scores, and no other has any",
    broken: sql`select e.id as what from evaluations e left join withheld.private_scores p on p.evaluation_id = e.id
      where (e.state = 'scored') <> (p.evaluation_id is not null) or (e.state = 'scored') <> (e.public_scores is not null)`,
  },
  {
    name: "each quota counter is the number of submissions counted in its window",
    broken: sql`select q.team_id || ' ' || q."window" as what from quota_counters q where q.used <> (
      select count(*) from submissions s where s.phase_id = q.phase_id and s.team_id = q.team_id and q."window" = any(s.counted_in))`,
  },
  {
    name: "nothing was accepted outside its phase",
    broken: sql`select s.id as what from submissions s join phases p on p.id = s.phase_id
      where s.received_at < p.opens_at or s.received_at > p.closes_at`,
  },
  {
    name: "no team is larger than its challenge allows",
    broken: sql`select m.team_id as what from team_members m join challenges c on c.id = m.challenge_id
      group by m.team_id, c.max_team_size having count(*) > c.max_team_size`,
  },
  {
    name: "private scores are revealed for revealed phases only",
    broken: sql`select r.evaluation_id as what from revealed_scores r join phases p on p.id = r.phase_id where p.revealed_at is null`,
  },
  {
    name: "nobody who is disabled has a session",
    broken: sql`select s.person_id as what from sessions s join people p on p.id = s.person_id where p.disabled_at is not null`,
  },
  {
    name: "a sent letter no longer holds a link that opens an account",
    broken: sql`select id as what from letters where sent_at is not null and kind in ('confirm_email', 'reset_password') and body <> ''`,
  },
  {
    name: "what is published of a laureate has been approved, after a released decision",
    broken: sql`select p.slug as what from published_laureates p
      left join (select distinct on (application_id) application_id, outcome from decisions
        where state = 'released' order by application_id, round desc) d on d.application_id = p.application_id
      left join laureates l on l.application_id = p.application_id
      where d.outcome is distinct from 'laureate' or l.application_id is null or l.state = 'withdrawn'
        or (l.state = 'published' and (l.title, l.summary, l.people) is distinct from (p.title, p.summary, p.people))`,
  },
  {
    name: "nobody is assigned to an application with which they have a conflict of interest",
    broken: sql`select a.id as what from assignments a ${conflictOfJuror(sql`a`)}
      where a.state in ('proposed', 'active') and c.state in ('declared', 'confirmed')`,
  },
  {
    name: "no review counts whose author has a conflict of interest",
    broken: sql`select r.id as what from reviews r ${conflictOfJuror(sql`r`)}
      where r.state in ('submitted', 'locked') and c.state in ('declared', 'confirmed')`,
  },
  {
    name: "an application has one decision to come at most, after those that are released",
    broken: sql`select application_id as what from decisions group by application_id
      having count(*) filter (where state <> 'released') > 1
        or max(round) filter (where state = 'released') > min(round) filter (where state <> 'released')`,
  },
  {
    name: "a released decision is what was released",
    broken: sql`select d.application_id as what from decisions d where d.state = 'released' and not exists (
      select 1 from decision_changes c where c.application_id = d.application_id and c.state = 'released'
        and c.outcome = d.outcome)`,
  },
  {
    name: "a letter is sent after it was owed, and is nobody's to send then",
    broken: sql`select id as what from letters where sent_at is not null and (sent_at < created_at or claimed_by is not null)`,
  },
  {
    name: "the journal's chain is unbroken",
    broken: brokenLines(),
  },
];

export type BrokenInvariant = { name: string; examples: string[] };

type Checks = FileChecks & { journal: { heads: readonly JournalHead[]; key: JournalKey } | null };

/** Checks every invariant.
 * @param db connection of the owner, who alone sees everything
 * @param files participants' files
 * @param options `labels`: withheld files, null where no key that reads them is at hand (this process's own by default);
 *   `digests`: whether every stored file is read and compared with the digest that was recorded (it is by default);
 *   `journal`: heads that were kept outside the database, and the key that signed them
 * @returns those that do not hold, with up to ten places each */
export async function brokenInvariants(
  db: Reader,
  files: ObjectStore,
  { labels = connections().labels, digests = true, journal = null }: Partial<Checks> = {},
): Promise<BrokenInvariant[]> {
  const found: BrokenInvariant[] = [];
  for (const { name, broken } of invariants) {
    const rows = await db.execute<{ what: string }>(sql`${broken} limit 10`);
    if (rows.length > 0) found.push({ name, examples: rows.map((row) => row.what) });
  }
  const untrue = journal === null ? [] : await headsBroken(db, journal.heads, journal.key);
  if (untrue.length > 0) found.push({ name: "the journal is what its signed heads say", examples: untrue });
  return [...found, ...(await brokenFiles(db, files, { labels, digests }))];
}
