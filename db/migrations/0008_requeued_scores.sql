-- Scores that nobody would compute: their job is lost, or held by somebody who has stopped answering. A job that still waits
-- keeps its place in the queue. And a job that has failed, as all do while the object store is away, is tried again soon:
-- the queue's own pauses grow to hours.
CREATE FUNCTION requeue_scores() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM enqueue_job('score', json_build_object('evaluationId', e.id), 'score:' || e.id)
  FROM (
    SELECT id FROM evaluations
    WHERE ((state = 'queued' AND queued_at < clock_timestamp() - interval '60 seconds')
        OR (state = 'running' AND lease_until < clock_timestamp()))
      AND NOT EXISTS (SELECT FROM graphile_worker.jobs j
        WHERE j.key = 'score:' || evaluations.id AND j.locked_at IS NULL AND j.attempts < j.max_attempts)
    ORDER BY queued_at LIMIT 500
  ) e;
  PERFORM graphile_worker.reschedule_jobs(
    ARRAY(SELECT id FROM graphile_worker.jobs
      WHERE task_identifier = 'score' AND locked_at IS NULL AND attempts > 0 AND attempts < max_attempts
        AND run_at > clock_timestamp() + interval '10 seconds'),
    run_at => clock_timestamp() + interval '10 seconds');
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION requeue_scores FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION requeue_scores TO palmares_jobs;
