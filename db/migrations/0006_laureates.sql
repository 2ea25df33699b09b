CREATE TABLE "published_laureates" (
	"application_id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"slug" text NOT NULL,
	"place" integer NOT NULL,
	"title" jsonb NOT NULL,
	"summary" jsonb NOT NULL,
	"citation" jsonb,
	"lead_organisation" text NOT NULL,
	"partners" text[] NOT NULL,
	"people" text[] DEFAULT '{}' NOT NULL,
	"topics" jsonb DEFAULT '[]' NOT NULL,
	"amount_cents" integer,
	"first_published_at" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "published_laureates_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
ALTER TABLE "laureates" ADD COLUMN "people" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "laureates" ADD COLUMN "topics" jsonb DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "laureates" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "published_laureates" ADD CONSTRAINT "published_laureates_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "published_laureates" ADD CONSTRAINT "published_laureates_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "published_laureates_call" ON "published_laureates" USING btree ("call_id","place");--> statement-breakpoint
ALTER TABLE "laureates" DROP COLUMN "keywords";--> statement-breakpoint
ALTER TABLE "laureates" DROP COLUMN "published_at";--> statement-breakpoint
ALTER TABLE "laureates" ADD CONSTRAINT "laureates_approved" CHECK ("laureates"."state" not in ('approved', 'published') or "laureates"."approved_at" is not null);
--> statement-breakpoint
-- The public reads what is published and nothing else; the text before it belongs to the laureate and the organisers.
GRANT SELECT ON published_laureates TO palmares_web, palmares_jobs;
--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON published_laureates TO palmares_web;
--> statement-breakpoint
ALTER TABLE laureates ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE published_laureates ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY administered ON laureates TO palmares_web USING (viewer_administers(application_id, call_id));
--> statement-breakpoint
CREATE POLICY seen_by_members ON laureates FOR SELECT TO palmares_web USING (viewer_is_member(application_id));
--> statement-breakpoint
CREATE POLICY changed_by_members ON laureates FOR UPDATE TO palmares_web USING (viewer_is_member(application_id));
--> statement-breakpoint
CREATE POLICY public ON published_laureates FOR SELECT TO palmares_web, palmares_jobs USING (true);
--> statement-breakpoint
CREATE POLICY administered ON published_laureates TO palmares_web
  USING (viewer_administers(application_id, call_id));
--> statement-breakpoint
-- Consent is taken back by the laureate, without waiting for anybody.
CREATE POLICY taken_off_by_members ON published_laureates FOR DELETE TO palmares_web
  USING (viewer_is_member(application_id));
--> statement-breakpoint
-- Whoever gives the award up is a laureate no more: what was published disappears in the same moment, whichever act it is.
CREATE FUNCTION take_off_withdrawn() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM published_laureates WHERE application_id = NEW.id;
  UPDATE laureates SET state = 'withdrawn', revision = revision + 1, approved_by = NULL, approved_at = NULL
    WHERE application_id = NEW.id AND state <> 'withdrawn';
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER take_off_withdrawn AFTER UPDATE OF state ON applications
  FOR EACH ROW WHEN (NEW.state = 'withdrawn' AND OLD.state <> 'withdrawn') EXECUTE FUNCTION take_off_withdrawn();
