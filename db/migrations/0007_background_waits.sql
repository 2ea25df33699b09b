-- Signs of probing are looked for a while after the score: nobody waits for them, and whoever sends several files in a row
-- has the worker for the scores.
CREATE OR REPLACE FUNCTION enqueue_job(job_name text, payload json, job_key text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF job_name NOT IN ('score', 'register_labels', 'send_letter', 'reveal_phase', 'check_document',
    'solve_assignment', 'compute_ranking', 'rank_statistics', 'flag_probes') THEN
    RAISE EXCEPTION 'unknown job %', job_name;
  END IF;
  PERFORM graphile_worker.add_job(identifier => job_name, payload => payload, job_key => enqueue_job.job_key,
    max_attempts => 25, priority => CASE WHEN job_name IN ('rank_statistics', 'flag_probes') THEN 10 ELSE 0 END,
    run_at => CASE WHEN job_name = 'flag_probes' THEN clock_timestamp() + interval '30 seconds' END);
END $$;
