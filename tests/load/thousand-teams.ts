import { sql } from "drizzle-orm";
import { connectInstallation } from "#app/cli/supervisor/installation.ts";

/** Gives the challenge `tissuenet` of a running demonstration a thousand more teams with a hundred scored submissions
 * each, straight into the tables: `DATA_DIR=… PORT=… node --import tsx tests/load/thousand-teams.ts`. For a demonstration
 * of its own: nothing takes them away again. The submissions share the stored file of an earlier one, count in no quota,
 * and their scores climb from an invented start by invented steps. The daily limit is lifted. */

const teams = 1_000;
const submissionsEach = 100;

const { database, files } = await connectInstallation();
await database.db.transaction(async (tx) => {
  // A hundred thousand notifications of rows that nobody watches would only delay the one that matters.
  await tx.execute(sql`set local session_replication_role = replica`);
  await tx.execute(sql`select setseed(0.5)`);
  await tx.execute(sql`
    create temporary table model on commit drop as
    select e.*, s.object_key, s.size_bytes, s.sha256, p.challenge_id, p.opens_at,
      w.private_scores, w.private_undefined, w.all_scores
    from evaluations e join submissions s on s.id = e.submission_id join phases p on p.id = e.phase_id
      join challenges c on c.id = p.challenge_id join withheld.private_scores w on w.evaluation_id = e.id
    where c.slug = 'tissuenet' and e.state = 'scored' limit 1`);
  await tx.execute(sql`
    create temporary table crowd on commit drop as
    select number, 'team_crowd' || number as id, 0.4 + random() * 0.3 as talent from generate_series(1, ${teams}::int) number`);
  await tx.execute(sql`
    insert into teams (id, challenge_id, name, affiliation)
    select crowd.id, challenge_id, 'Crowd ' || number, 'Load test' from crowd, model`);
  await tx.execute(sql`
    create temporary table files on commit drop as
    select crowd.id as team, attempt, 'sub_crowd' || crowd.number || 'x' || lpad(attempt::text, 3, '0') as id,
      'eval_crowd' || crowd.number || 'x' || attempt as evaluation,
      round((talent + 0.002 * attempt + random() * 0.05)::numeric, 4)::double precision as score,
      opens_at + (now() - opens_at) * (0.05 + 0.9 * attempt / ${submissionsEach}) as at
    from crowd, model, generate_series(1, ${submissionsEach}::int) attempt`);
  await tx.execute(sql`
    insert into submissions (id, phase_id, team_id, number, object_key, file_name, size_bytes, sha256, origin, received_at, counted_in)
    select files.id, phase_id, team, attempt, object_key, 'predictions.csv', size_bytes, sha256, 'api', at, '{}' from files, model`);
  await tx.execute(sql`
    insert into evaluations (id, submission_id, phase_id, team_id, specification_id, label_set_id, state, fence, attempts,
      queued_at, started_at, finished_at, rows, public_scores, public_undefined, public_rank_score, engine_version)
    select files.evaluation, files.id, phase_id, team, specification_id, label_set_id, 'scored', 1, 1, at, at, at, rows,
      jsonb_build_object('tissuenet_score', score, 'accuracy', round((score * 0.6)::numeric, 4)), '{}', score, engine_version
    from files, model`);
  await tx.execute(sql`
    insert into withheld.private_scores (evaluation_id, phase_id, private_scores, private_undefined, private_rank_score, all_scores)
    select files.evaluation, phase_id, jsonb_build_object('tissuenet_score', score, 'accuracy', score * 0.6), '{}', score, all_scores
    from files, model`);
  await tx.execute(sql`set local session_replication_role = origin`);
  // So that the load scripts may change the board as often as they like.
  await tx.execute(sql`update challenges set daily_limit = 100000`);
  await tx.execute(sql`update boards set version = version + 1, changed_at = clock_timestamp()`);
});
await database.sql`analyze`;
const [count] = await database.sql`select count(*)::int as teams from teams`;
console.log(`${String(count?.["teams"])} teams are there now`);
await database.close();
files.close();
