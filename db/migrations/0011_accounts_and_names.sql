ALTER TABLE "people" ADD COLUMN "disabled_for" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "last_seen_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "name_key" text;--> statement-breakpoint
CREATE UNIQUE INDEX "teams_name_key" ON "teams" USING btree ("challenge_id","name_key");