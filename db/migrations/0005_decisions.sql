CREATE TABLE "decision_terms" (
	"call_id" text PRIMARY KEY NOT NULL,
	"envelope_cents" bigint,
	"shares_marks" boolean DEFAULT false NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "round" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "because_of" text;--> statement-breakpoint
ALTER TABLE "decisions" DROP CONSTRAINT "decisions_pkey";--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_application_id_round_pk" PRIMARY KEY("application_id","round");--> statement-breakpoint
ALTER TABLE "decision_terms" ADD CONSTRAINT "decision_terms_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_because_of_applications_id_fk" FOREIGN KEY ("because_of") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
GRANT SELECT ON decision_terms TO palmares_web, palmares_jobs;
--> statement-breakpoint
GRANT INSERT, UPDATE ON decision_terms TO palmares_web;
--> statement-breakpoint
-- A proposal may be taken back; its history stays. What is released stays as it is, whoever asks.
GRANT DELETE ON decisions TO palmares_web;
--> statement-breakpoint
CREATE POLICY released_stays ON decisions AS RESTRICTIVE FOR UPDATE TO palmares_web
  USING (state <> 'released') WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY released_is_kept ON decisions AS RESTRICTIVE FOR DELETE TO palmares_web USING (state <> 'released');
--> statement-breakpoint
-- What jurors say to the members of an application once its decision is released: never who said it, and the marks only
-- where the call says so. The order is that of a fingerprint, which tells no time and no name.
CREATE FUNCTION feedback_on(application text) RETURNS TABLE (rubric_id text, marks jsonb, comment text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.rubric_id,
    CASE WHEN coalesce(t.shares_marks, false)
      THEN (SELECT jsonb_object_agg(m.key, jsonb_set(m.value, '{comment}', '""')) FROM jsonb_each(r.marks) m) END,
    r.comment_to_applicant
  FROM reviews r
  JOIN jurors j ON j.id = r.juror_id
  JOIN conflicts c ON c.application_id = r.application_id AND c.person_id = j.person_id
    AND c.state IN ('none_declared', 'dismissed')
  LEFT JOIN decision_terms t ON t.call_id = r.call_id
  WHERE r.application_id = application AND r.state IN ('submitted', 'locked') AND viewer_is_member(application)
    AND EXISTS (SELECT 1 FROM decisions d WHERE d.application_id = application AND d.state = 'released')
  ORDER BY md5(r.id)
$$;
--> statement-breakpoint
-- A member has opened the page of a released decision: the first time counts.
CREATE FUNCTION note_decision_read(application text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE decisions SET read_at = clock_timestamp()
  WHERE application_id = application AND state = 'released' AND read_at IS NULL AND viewer_is_member(application)
$$;
