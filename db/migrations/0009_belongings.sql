CREATE TABLE "object_sweeps" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"mark" text,
	"next_mark" text,
	"began_at" timestamp (3) with time zone,
	"refusal" text,
	CONSTRAINT "object_sweeps_one" CHECK ("object_sweeps"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "unnamed_objects" (
	"object_key" text PRIMARY KEY NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"quarantined_at" timestamp (3) with time zone
);
--> statement-breakpoint
INSERT INTO object_sweeps DEFAULT VALUES;
--> statement-breakpoint
-- Which installation this database is; its buckets carry the same mark.
INSERT INTO installation (key, value) VALUES ('id', gen_random_uuid()::text) ON CONFLICT DO NOTHING;
--> statement-breakpoint
GRANT SELECT ON installation TO palmares_worker;
--> statement-breakpoint
GRANT SELECT ON object_sweeps, unnamed_objects TO palmares_web;
--> statement-breakpoint
GRANT SELECT, UPDATE ON object_sweeps TO palmares_jobs;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON unnamed_objects TO palmares_jobs;
