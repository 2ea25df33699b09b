import type postgres from "postgres";

/** What the database of a demonstration says of the second journey, read with its owner's eyes. */
export class JourneyRecords {
  readonly #sql: postgres.Sql;

  constructor(sql: postgres.Sql) {
    this.#sql = sql;
  }

  /** The code of somebody's application to a call. */
  async codeOf(account: string, slug: string): Promise<string> {
    const [row] = await this.#sql<{ code: string }[]>`
      select a.code from applications a join people p on p.id = a.owner_id join calls c on c.id = a.call_id
      where p.email = ${`${account}@demo.local`} and c.slug = ${slug}`;
    if (row === undefined) throw new Error(`${account} has no application to ${slug}`);
    return row.code;
  }

  /** The draft, with the number of revisions that are kept of it. */
  async draft(code: string) {
    const [row] = await this.#sql<{ revision: number; kept: number; answers: Record<string, unknown> }[]>`
      select a.revision, (select count(*)::int from answer_revisions r where r.application_id = a.id) as kept,
        (select json_object_agg(field_id, value) from answers w where w.application_id = a.id) as answers
      from applications a where a.code = ${code}`;
    if (row === undefined) throw new Error(`no application ${code}`);
    return row;
  }

  async documentState(id: string): Promise<string> {
    const [row] = await this.#sql<{ state: string }[]>`select state from documents where id = ${id}`;
    return row?.state ?? "unknown";
  }

  /** What was received of an application, and what is owed for it. */
  async received(code: string) {
    const [row] = await this.#sql<{ state: string; documents: string[][]; receipts: number }[]>`
      select a.state, (select coalesce(json_agg((select coalesce(json_agg(d->>'id'), '[]') from
          jsonb_array_elements(s.documents) d where d->>'sha256' ~ '^[0-9a-f]{64}$')), '[]')
        from application_submissions s where s.application_id = a.id) as documents,
        (select count(*)::int from letters l join application_submissions s on l.key like
          'application_received:' || s.id || ':%' where s.application_id = a.id) as receipts
      from applications a where a.code = ${code}`;
    return row;
  }

  /** An application's rulings and the letters that are owed for them. */
  async ruled(code: string) {
    const [row] = await this.#sql<{ state: string; rulings: number; letters: number }[]>`
      select a.state, (select count(*)::int from admissibility_rulings r where r.application_id = a.id) as rulings,
        (select count(*)::int from letters l where l.key like 'admissibility_ruled:' || a.id || ':%') as letters
      from applications a where a.code = ${code}`;
    return row;
  }

  /** The first application of a call that waits for a ruling. */
  async waitingForRuling(slug: string): Promise<string> {
    const [row] = await this.#sql<{ code: string }[]>`
      select a.code from applications a join calls c on c.id = a.call_id
      where c.slug = ${slug} and a.state = 'submitted' order by a.code`;
    return row?.code ?? "";
  }

  /** The last solving of a call. */
  async lastRun(slug: string) {
    const [row] = await this.#sql<
      { id: string; state: string; percent: number; pairs: number | null; asked: number }[]
    >`
      select r.id, r.state, r.progress_percent as percent, json_array_length((r.report->'pairs')::json) as pairs,
        (select count(*)::int from assignment_runs o where o.call_id = c.id) as asked
      from assignment_runs r join calls c on c.id = r.call_id where c.slug = ${slug}
      order by r.created_at desc limit 1`;
    return row;
  }

  /** Rankings of a call that were computed with so many places. */
  async rankings(slug: string, places: number): Promise<number> {
    const [row] = await this.#sql<{ count: number }[]>`
      select count(*)::int from rankings r join calls c on c.id = r.call_id
      where c.slug = ${slug} and (r.content->>'places')::int = ${places}`;
    return row?.count ?? 0;
  }

  /** A juror's review of an application, with the number of revisions that are kept of it. */
  async review(account: string, code: string) {
    const [row] = await this.#sql<
      { id: string; state: string; revision: number; kept: number; comment: string }[]
    >`
      select r.id, r.state, r.revision, r.comment_to_committee as comment,
        (select count(*)::int from review_revisions v where v.review_id = r.id) as kept
      from reviews r join jurors j on j.id = r.juror_id join people p on p.id = j.person_id
      join applications a on a.id = r.application_id where p.email = ${`${account}@demo.local`} and a.code = ${code}`;
    return row;
  }

  /** The application of a juror's review that is begun and not handed in. */
  async openReview(account: string, slug: string): Promise<string> {
    const [row] = await this.#sql<{ code: string }[]>`
      select a.code from reviews r join jurors j on j.id = r.juror_id join people p on p.id = j.person_id
      join applications a on a.id = r.application_id join calls c on c.id = r.call_id
      where p.email = ${`${account}@demo.local`} and c.slug = ${slug} and r.state = 'draft'`;
    return row?.code ?? "";
  }

  /** The text about a laureate, and what the public reads. */
  async laureate(code: string) {
    const [row] = await this.#sql<Laureate[]>`
      select l.slug, l.state, l.revision, l.title, l.summary, l.lead_organisation as lead, l.partners, l.people,
        p.summary = l.summary as "isPublic", (select count(*)::int from letters x where x.key like
          'laureate_published:' || a.id || ':%') as letters
      from applications a join laureates l on l.application_id = a.id
      join published_laureates p on p.application_id = a.id where a.code = ${code}`;
    if (row === undefined) throw new Error(`${code} is no laureate`);
    return row;
  }

  /** Lines of the journal with this verb about an application, or about something of its own. */
  async lines(verb: string, subject: string): Promise<number> {
    const [row] = await this.#sql<{ count: number }[]>`
      select count(*)::int from audit_events e where verb = ${verb}
        and subject in (${subject}, (select id from applications where code = ${subject}))`;
    return row?.count ?? 0;
  }

  /** Whether some process is at work on a job of this name. */
  async isTaken(job: string): Promise<boolean> {
    const rows = await this.#sql`
      select j.id from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = ${job} and j.locked_at is not null`;
    return rows.length > 0;
  }
}

type Words = { fr: string; en: string };
type Laureate = {
  slug: string;
  state: string;
  revision: number;
  title: Words;
  summary: Words;
  lead: string;
  partners: string[];
  people: string[];
  isPublic: boolean;
  letters: number;
};
