CREATE TABLE "team_invitations" (
	"key_hash" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "team_invitations" ADD CONSTRAINT "team_invitations_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_invitations" ADD CONSTRAINT "team_invitations_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "team_invitations_team" ON "team_invitations" USING btree ("team_id");
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON team_invitations TO palmares_web;
--> statement-breakpoint
GRANT SELECT, DELETE ON team_invitations TO palmares_jobs;
--> statement-breakpoint
-- The queue's door also opens for the reveal, which the jobs process carries out.
CREATE OR REPLACE FUNCTION enqueue_job(job_name text, payload json, job_key text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF job_name NOT IN ('score', 'register_labels', 'send_letter', 'reveal_phase') THEN
    RAISE EXCEPTION 'unknown job %', job_name;
  END IF;
  PERFORM graphile_worker.add_job(identifier => job_name, payload => payload, job_key => enqueue_job.job_key,
    max_attempts => 25);
END $$;
