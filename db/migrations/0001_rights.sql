-- What each process may do. Group roles without login; the installation gives them logins.
-- Roles belong to the whole server, so several databases may create them at the same moment.
DO $$
DECLARE role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['palmares_web', 'palmares_jobs', 'palmares_worker'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END LOOP;
END $$;
--> statement-breakpoint
REVOKE ALL ON SCHEMA withheld FROM PUBLIC;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO palmares_web, palmares_jobs, palmares_worker;
--> statement-breakpoint
-- Web: everything that people do. It cannot write an outcome, a label set, a reveal or the journal.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO palmares_web;
--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON people, sessions, email_tokens, api_tokens, throttles, teams, team_members,
  challenge_members, site_pages, uploads, idempotency_keys, heartbeats TO palmares_web;
--> statement-breakpoint
GRANT INSERT, UPDATE ON challenges, specifications, challenge_files, quota_counters TO palmares_web;
--> statement-breakpoint
GRANT INSERT ON phases, rules, rules_acceptances, file_downloads, submissions, evaluations, label_deliveries,
  letters TO palmares_web;
--> statement-breakpoint
GRANT UPDATE (position, name, opens_at, closes_at, display_rule, specification_id) ON phases TO palmares_web;
--> statement-breakpoint
-- Scoring worker: outcomes and label sets. It sees no person.
GRANT SELECT ON challenges, phases, specifications, label_sets, label_deliveries, teams, submissions, evaluations,
  boards, quota_counters, heartbeats TO palmares_worker;
--> statement-breakpoint
GRANT UPDATE ON evaluations, quota_counters TO palmares_worker;
--> statement-breakpoint
GRANT UPDATE (counted_in) ON submissions TO palmares_worker;
--> statement-breakpoint
GRANT INSERT ON label_sets TO palmares_worker;
--> statement-breakpoint
GRANT UPDATE (label_set_id) ON phases TO palmares_worker;
--> statement-breakpoint
GRANT UPDATE (label_set_id, refusal_code, answered_at) ON label_deliveries TO palmares_worker;
--> statement-breakpoint
GRANT INSERT, UPDATE ON boards TO palmares_worker;
--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON heartbeats TO palmares_worker;
--> statement-breakpoint
GRANT USAGE ON SCHEMA withheld TO palmares_worker;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON withheld.private_scores TO palmares_worker;
--> statement-breakpoint
-- Jobs: the outbox, timers and sweeping.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO palmares_jobs;
--> statement-breakpoint
GRANT INSERT, UPDATE ON letters, evaluations, uploads TO palmares_jobs;
--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON heartbeats TO palmares_jobs;
--> statement-breakpoint
GRANT DELETE ON sessions, email_tokens, throttles, idempotency_keys, uploads TO palmares_jobs;
--> statement-breakpoint
-- The journal: each line's hash covers the line before, so that a changed or missing line shows.
CREATE FUNCTION append_audit_event(actor text, verb text, subject text, details jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  last audit_events%ROWTYPE;
  next_position bigint;
  moment timestamptz;
BEGIN
  -- One writer at a time, until its transaction ends: the chain has no forks and no holes.
  PERFORM pg_advisory_xact_lock(7303014);
  SELECT * INTO last FROM audit_events ORDER BY audit_events.position DESC LIMIT 1;
  next_position := coalesce(last.position, 0) + 1;
  moment := date_trunc('milliseconds', clock_timestamp());
  INSERT INTO audit_events (position, at, actor, verb, subject, details, previous_hash, hash)
  VALUES (next_position, moment, actor, verb, subject, details, coalesce(last.hash, ''),
    audit_hash(next_position, moment, actor, verb, subject, details, coalesce(last.hash, '')));
END $$;
--> statement-breakpoint
CREATE FUNCTION audit_hash(event_position bigint, at timestamptz, actor text, verb text, subject text, details jsonb,
  previous_hash text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(event_position, extract(epoch FROM at), actor, verb, subject,
    details, previous_hash)::text, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION append_audit_event FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION append_audit_event TO palmares_web, palmares_jobs, palmares_worker;
--> statement-breakpoint
-- The queue's door: a process without rights on the queue's tables adds known jobs in its own transaction.
CREATE FUNCTION enqueue_job(job_name text, payload json, job_key text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF job_name NOT IN ('score', 'register_labels', 'send_letter') THEN
    RAISE EXCEPTION 'unknown job %', job_name;
  END IF;
  PERFORM graphile_worker.add_job(identifier => job_name, payload => payload, job_key => enqueue_job.job_key,
    max_attempts => 25);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION enqueue_job FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION enqueue_job TO palmares_web, palmares_jobs, palmares_worker;
--> statement-breakpoint
-- The only way from withheld to public: after the phase's end, and when no score is still to come.
CREATE FUNCTION reveal_phase(phase text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  revealed integer;
BEGIN
  PERFORM 1 FROM phases WHERE id = phase AND closes_at <= clock_timestamp() AND revealed_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'phase % is unknown, still open or already revealed', phase USING ERRCODE = 'P0001';
  END IF;
  IF EXISTS (SELECT 1 FROM evaluations WHERE phase_id = phase AND state IN ('queued', 'running')) THEN
    RAISE EXCEPTION 'phase % still has evaluations to come', phase USING ERRCODE = 'P0001';
  END IF;
  INSERT INTO revealed_scores (evaluation_id, phase_id, private_scores, private_rank_score)
  SELECT s.evaluation_id, s.phase_id, s.private_scores, s.private_rank_score
  FROM withheld.private_scores s JOIN evaluations e ON e.id = s.evaluation_id
  WHERE s.phase_id = phase AND e.state = 'scored';
  GET DIAGNOSTICS revealed = ROW_COUNT;
  UPDATE phases SET revealed_at = date_trunc('milliseconds', clock_timestamp()) WHERE id = phase;
  INSERT INTO boards (phase_id, version, changed_at) VALUES (phase, 1, clock_timestamp())
  ON CONFLICT (phase_id) DO UPDATE SET version = boards.version + 1, changed_at = clock_timestamp();
  PERFORM append_audit_event('jobs', 'reveal_phase', phase, jsonb_build_object('evaluations', revealed));
  RETURN revealed;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION reveal_phase FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION reveal_phase TO palmares_jobs;
--> statement-breakpoint
-- Live pages hear of every change when it is committed, whoever made it.
CREATE FUNCTION tell_of_evaluation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('changes', json_build_object('kind', 'submission', 'id', NEW.submission_id)::text);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER evaluations_changed AFTER INSERT OR UPDATE OF state ON evaluations
FOR EACH ROW EXECUTE FUNCTION tell_of_evaluation();
--> statement-breakpoint
CREATE FUNCTION tell_of_board() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('changes', json_build_object('kind', 'board', 'id', NEW.phase_id)::text);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER boards_changed AFTER INSERT OR UPDATE ON boards FOR EACH ROW EXECUTE FUNCTION tell_of_board();
