CREATE TABLE "ranking_statistics" (
	"phase_id" text NOT NULL,
	"split" text NOT NULL,
	"content" jsonb NOT NULL,
	"seed" text NOT NULL,
	"drawn" integer NOT NULL,
	"engine_version" text NOT NULL,
	"computed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ranking_statistics_phase_id_split_pk" PRIMARY KEY("phase_id","split")
);
--> statement-breakpoint
CREATE TABLE "submission_flags" (
	"submission_id" text NOT NULL,
	"flag" text NOT NULL,
	"phase_id" text NOT NULL,
	"value" double precision NOT NULL,
	"like_submission_id" text,
	"computed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "submission_flags_submission_id_flag_pk" PRIMARY KEY("submission_id","flag")
);
--> statement-breakpoint
CREATE TABLE "withheld"."ranking_statistics" (
	"phase_id" text NOT NULL,
	"split" text NOT NULL,
	"content" jsonb NOT NULL,
	"seed" text NOT NULL,
	"drawn" integer NOT NULL,
	"engine_version" text NOT NULL,
	"computed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ranking_statistics_phase_id_split_pk" PRIMARY KEY("phase_id","split")
);
--> statement-breakpoint
ALTER TABLE "phases" ADD COLUMN "statistics_asked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "evaluations" ADD COLUMN "is_improvement" boolean;--> statement-breakpoint
ALTER TABLE "withheld"."private_scores" ADD COLUMN "exact_public_scores" jsonb;--> statement-breakpoint
ALTER TABLE "ranking_statistics" ADD CONSTRAINT "ranking_statistics_phase_id_phases_id_fk" FOREIGN KEY ("phase_id") REFERENCES "public"."phases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_flags" ADD CONSTRAINT "submission_flags_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_flags" ADD CONSTRAINT "submission_flags_phase_id_phases_id_fk" FOREIGN KEY ("phase_id") REFERENCES "public"."phases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_flags" ADD CONSTRAINT "submission_flags_like_submission_id_submissions_id_fk" FOREIGN KEY ("like_submission_id") REFERENCES "public"."submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "withheld"."ranking_statistics" ADD CONSTRAINT "ranking_statistics_phase_id_phases_id_fk" FOREIGN KEY ("phase_id") REFERENCES "public"."phases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "submission_flags_phase" ON "submission_flags" USING btree ("phase_id");
--> statement-breakpoint
GRANT SELECT ON ranking_statistics, submission_flags TO palmares_web, palmares_jobs;
--> statement-breakpoint
GRANT UPDATE (statistics_asked_at) ON phases TO palmares_jobs;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON ranking_statistics, submission_flags, withheld.ranking_statistics TO palmares_worker;
--> statement-breakpoint
-- The queue's door: two more jobs, which give way to all others.
CREATE OR REPLACE FUNCTION enqueue_job(job_name text, payload json, job_key text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF job_name NOT IN ('score', 'register_labels', 'send_letter', 'reveal_phase', 'check_document',
    'solve_assignment', 'compute_ranking', 'rank_statistics', 'flag_probes') THEN
    RAISE EXCEPTION 'unknown job %', job_name;
  END IF;
  PERFORM graphile_worker.add_job(identifier => job_name, payload => payload, job_key => enqueue_job.job_key,
    max_attempts => 25, priority => CASE WHEN job_name IN ('rank_statistics', 'flag_probes') THEN 10 ELSE 0 END);
END $$;
--> statement-breakpoint
-- With the final scores go their statistics, as far as they are computed.
CREATE OR REPLACE FUNCTION reveal_phase(phase text) RETURNS integer
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
  INSERT INTO ranking_statistics SELECT * FROM withheld.ranking_statistics s WHERE s.phase_id = phase
  ON CONFLICT DO NOTHING;
  UPDATE phases SET revealed_at = date_trunc('milliseconds', clock_timestamp()) WHERE id = phase;
  INSERT INTO boards (phase_id, version, changed_at) VALUES (phase, 1, clock_timestamp())
  ON CONFLICT (phase_id) DO UPDATE SET version = boards.version + 1, changed_at = clock_timestamp();
  PERFORM append_audit_event('jobs', 'reveal_phase', phase, jsonb_build_object('evaluations', revealed));
  RETURN revealed;
END $$;
