ALTER TABLE "label_deliveries" ADD COLUMN "sha256" text;--> statement-breakpoint
ALTER TABLE "letters" ADD COLUMN "claimed_by" text;--> statement-breakpoint
ALTER TABLE "letters" ADD COLUMN "claimed_until" timestamp (3) with time zone;