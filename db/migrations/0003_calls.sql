CREATE TABLE "admissibility_rulings" (
	"application_id" text NOT NULL,
	"number" integer NOT NULL,
	"submission_id" text NOT NULL,
	"outcome" text NOT NULL,
	"reasons" jsonb,
	"person_id" text,
	"ruled_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "admissibility_rulings_application_id_number_pk" PRIMARY KEY("application_id","number")
);
--> statement-breakpoint
CREATE TABLE "answer_revisions" (
	"application_id" text NOT NULL,
	"revision" integer NOT NULL,
	"patch" jsonb NOT NULL,
	"person_id" text,
	"form_version_id" text NOT NULL,
	"saved_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "answer_revisions_application_id_revision_pk" PRIMARY KEY("application_id","revision")
);
--> statement-breakpoint
CREATE TABLE "answers" (
	"application_id" text NOT NULL,
	"field_id" text NOT NULL,
	"value" jsonb,
	"revision" integer NOT NULL,
	"person_id" text,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "answers_application_id_field_id_pk" PRIMARY KEY("application_id","field_id")
);
--> statement-breakpoint
CREATE TABLE "application_invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "application_invitations_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "application_members" (
	"application_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"joined_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp (3) with time zone,
	CONSTRAINT "application_members_application_id_person_id_pk" PRIMARY KEY("application_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "application_partners" (
	"application_id" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"organisation_name" text,
	"organisation_id" text,
	"email" text,
	"is_lead" boolean DEFAULT false NOT NULL,
	CONSTRAINT "application_partners_application_id_position_pk" PRIMARY KEY("application_id","position")
);
--> statement-breakpoint
CREATE TABLE "application_submissions" (
	"id" text PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"number" integer NOT NULL,
	"revision" integer NOT NULL,
	"form_version_id" text NOT NULL,
	"cutoff_id" text,
	"answers" jsonb NOT NULL,
	"documents" jsonb NOT NULL,
	"digest" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"receipt_number" text NOT NULL,
	"legal_mentions" jsonb NOT NULL,
	"person_id" text,
	CONSTRAINT "application_submissions_receipt_number_unique" UNIQUE("receipt_number"),
	CONSTRAINT "application_submissions_number" UNIQUE("application_id","number"),
	CONSTRAINT "application_submissions_revision" UNIQUE("application_id","revision")
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"code" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"form_version_id" text NOT NULL,
	"locale" text NOT NULL,
	"owner_id" text NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "applications_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "check_results" (
	"submission_id" text NOT NULL,
	"rule" text NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" jsonb,
	"person_id" text,
	"checked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "check_results_submission_id_rule_number_pk" PRIMARY KEY("submission_id","rule","number")
);
--> statement-breakpoint
CREATE TABLE "complement_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"field_ids" text[] NOT NULL,
	"message" jsonb NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"about_submission_id" text NOT NULL,
	"answer_submission_id" text,
	"person_id" text,
	"requested_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" text PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"field_id" text NOT NULL,
	"file_name" text NOT NULL,
	"object_key" text NOT NULL,
	"store_upload_id" text NOT NULL,
	"state" text NOT NULL,
	"fault" text,
	"size_bytes" bigint NOT NULL,
	"max_bytes" bigint NOT NULL,
	"max_pages" integer,
	"sha256" text,
	"media_type" text,
	"pages" integer,
	"uploaded_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"checked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"other_names" text[] NOT NULL,
	"acronyms" text[] NOT NULL,
	"parent_id" text,
	"email_domains" text[] NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organisations_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "call_documents" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"position" integer NOT NULL,
	"title" jsonb NOT NULL,
	"file_name" text NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"object_key" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "call_members" (
	"call_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "call_members_call_id_person_id_role_pk" PRIMARY KEY("call_id","person_id","role")
);
--> statement-breakpoint
CREATE TABLE "call_questions" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"person_id" text,
	"asked_text" text NOT NULL,
	"asked_locale" text NOT NULL,
	"state" text DEFAULT 'asked' NOT NULL,
	"question" jsonb,
	"answer" jsonb,
	"amends_rules" boolean DEFAULT false NOT NULL,
	"asked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"answered_by" text
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"title" jsonb NOT NULL,
	"summary" jsonb NOT NULL,
	"description" jsonb NOT NULL,
	"organisers" jsonb NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"time_zone" text NOT NULL,
	"opens_at" timestamp (3) with time zone,
	"questions_close_at" timestamp (3) with time zone,
	"results_expected_at" timestamp (3) with time zone,
	"blindness" text DEFAULT 'open' NOT NULL,
	"legal_mentions" jsonb NOT NULL,
	"published_at" timestamp (3) with time zone,
	"announced_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "calls_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "cutoffs" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"position" integer NOT NULL,
	"label" jsonb NOT NULL,
	"closes_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cutoffs_position" UNIQUE("call_id","position")
);
--> statement-breakpoint
CREATE TABLE "deadline_changes" (
	"cutoff_id" text NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"previous_closes_at" timestamp (3) with time zone NOT NULL,
	"closes_at" timestamp (3) with time zone NOT NULL,
	"reason" jsonb NOT NULL,
	"person_id" text,
	CONSTRAINT "deadline_changes_cutoff_id_changed_at_pk" PRIMARY KEY("cutoff_id","changed_at")
);
--> statement-breakpoint
CREATE TABLE "form_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"digest" text NOT NULL,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "form_versions_version" UNIQUE("call_id","version")
);
--> statement-breakpoint
CREATE TABLE "rubrics" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"version" integer NOT NULL,
	"criteria" jsonb NOT NULL,
	"total_threshold" integer,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rubrics_version" UNIQUE("call_id","version")
);
--> statement-breakpoint
CREATE TABLE "rulebooks" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"changes" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rulebooks_version" UNIQUE("call_id","version")
);
--> statement-breakpoint
CREATE TABLE "decision_changes" (
	"application_id" text NOT NULL,
	"number" integer NOT NULL,
	"outcome" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"person_id" text,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "decision_changes_application_id_number_pk" PRIMARY KEY("application_id","number")
);
--> statement-breakpoint
CREATE TABLE "decision_letters" (
	"call_id" text NOT NULL,
	"outcome" text NOT NULL,
	"subject" jsonb NOT NULL,
	"body" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "decision_letters_call_id_outcome_pk" PRIMARY KEY("call_id","outcome")
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"application_id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"outcome" text NOT NULL,
	"waiting_place" integer,
	"amount_cents" integer,
	"reasons" jsonb NOT NULL,
	"conditions" jsonb,
	"state" text DEFAULT 'proposed' NOT NULL,
	"proposed_by" text,
	"proposed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"approved_by" text,
	"approved_at" timestamp (3) with time zone,
	"released_at" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	CONSTRAINT "decisions_two_people" CHECK ("decisions"."approved_by" is null or "decisions"."approved_by" <> "decisions"."proposed_by"),
	CONSTRAINT "decisions_waiting" CHECK (("decisions"."outcome" = 'waiting_list') = ("decisions"."waiting_place" is not null)),
	CONSTRAINT "decisions_released" CHECK (("decisions"."state" = 'released') = ("decisions"."released_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "ranking_departures" (
	"call_id" text NOT NULL,
	"application_id" text NOT NULL,
	"number" integer NOT NULL,
	"reason" text NOT NULL,
	"person_id" text,
	"noted_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ranking_departures_application_id_number_pk" PRIMARY KEY("application_id","number")
);
--> statement-breakpoint
CREATE TABLE "rankings" (
	"call_id" text NOT NULL,
	"number" integer NOT NULL,
	"content" jsonb NOT NULL,
	"basis" text NOT NULL,
	"computed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rankings_call_id_number_pk" PRIMARY KEY("call_id","number")
);
--> statement-breakpoint
CREATE TABLE "assignment_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"state" text NOT NULL,
	"progress_percent" integer DEFAULT 0 NOT NULL,
	"parameters" jsonb NOT NULL,
	"instance_digest" text,
	"report" jsonb,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"application_id" text NOT NULL,
	"juror_id" text NOT NULL,
	"run_id" text,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"is_locked" boolean DEFAULT false NOT NULL,
	"reason" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "assignments_pair" UNIQUE("application_id","juror_id")
);
--> statement-breakpoint
CREATE TABLE "charters" (
	"call_id" text NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "charters_call_id_version_pk" PRIMARY KEY("call_id","version")
);
--> statement-breakpoint
CREATE TABLE "conflict_changes" (
	"application_id" text NOT NULL,
	"person_id" text NOT NULL,
	"number" integer NOT NULL,
	"previous_state" text NOT NULL,
	"state" text NOT NULL,
	"source" text NOT NULL,
	"reason" text,
	"changed_by" text,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conflict_changes_application_id_person_id_number_pk" PRIMARY KEY("application_id","person_id","number")
);
--> statement-breakpoint
CREATE TABLE "conflicts" (
	"application_id" text NOT NULL,
	"person_id" text NOT NULL,
	"call_id" text NOT NULL,
	"state" text NOT NULL,
	"source" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conflicts_application_id_person_id_pk" PRIMARY KEY("application_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "interest_declarations" (
	"juror_id" text NOT NULL,
	"name_key" text NOT NULL,
	"has_tie" boolean NOT NULL,
	"nature" text,
	"declared_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "interest_declarations_juror_id_name_key_pk" PRIMARY KEY("juror_id","name_key")
);
--> statement-breakpoint
CREATE TABLE "juror_invitations" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"juror_id" text NOT NULL,
	"invited_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"answer" text,
	"reason" text,
	"suggestion" text
);
--> statement-breakpoint
CREATE TABLE "jurors" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"person_id" text,
	"email" text NOT NULL,
	"display_name" text NOT NULL,
	"organisation_name" text,
	"organisation_id" text,
	"panel" text,
	"expertise" text[] NOT NULL,
	"languages" text[] NOT NULL,
	"min_load" integer DEFAULT 0 NOT NULL,
	"max_load" integer NOT NULL,
	"state" text DEFAULT 'invited' NOT NULL,
	"charter_version" integer,
	"charter_accepted_at" timestamp (3) with time zone,
	"swept_at" timestamp (3) with time zone,
	"reading_seed" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "jurors_email" UNIQUE("call_id","email"),
	CONSTRAINT "jurors_person" UNIQUE("call_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "laureates" (
	"application_id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"slug" text NOT NULL,
	"place" integer NOT NULL,
	"title" jsonb NOT NULL,
	"summary" jsonb NOT NULL,
	"citation" jsonb,
	"lead_organisation" text NOT NULL,
	"partners" text[] NOT NULL,
	"keywords" text[] NOT NULL,
	"amount_cents" integer,
	"state" text DEFAULT 'drafted' NOT NULL,
	"approved_by" text,
	"approved_at" timestamp (3) with time zone,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "laureates_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "review_revisions" (
	"review_id" text NOT NULL,
	"revision" integer NOT NULL,
	"state" text NOT NULL,
	"marks" jsonb NOT NULL,
	"comment_to_applicant" text NOT NULL,
	"comment_to_committee" text NOT NULL,
	"reason" text,
	"person_id" text,
	"saved_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "review_revisions_review_id_revision_pk" PRIMARY KEY("review_id","revision")
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" text PRIMARY KEY NOT NULL,
	"assignment_id" text NOT NULL,
	"call_id" text NOT NULL,
	"application_id" text NOT NULL,
	"juror_id" text NOT NULL,
	"submission_id" text NOT NULL,
	"rubric_id" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"marks" jsonb NOT NULL,
	"comment_to_applicant" text DEFAULT '' NOT NULL,
	"comment_to_committee" text DEFAULT '' NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"saved_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"submitted_at" timestamp (3) with time zone,
	"reason" text,
	CONSTRAINT "reviews_assignment_id_unique" UNIQUE("assignment_id")
);
--> statement-breakpoint
ALTER TABLE "admissibility_rulings" ADD CONSTRAINT "admissibility_rulings_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "admissibility_rulings" ADD CONSTRAINT "admissibility_rulings_submission_id_application_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."application_submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "admissibility_rulings" ADD CONSTRAINT "admissibility_rulings_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer_revisions" ADD CONSTRAINT "answer_revisions_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer_revisions" ADD CONSTRAINT "answer_revisions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_invitations" ADD CONSTRAINT "application_invitations_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_invitations" ADD CONSTRAINT "application_invitations_invited_by_people_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_members" ADD CONSTRAINT "application_members_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_members" ADD CONSTRAINT "application_members_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_partners" ADD CONSTRAINT "application_partners_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_partners" ADD CONSTRAINT "application_partners_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_submissions" ADD CONSTRAINT "application_submissions_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_submissions" ADD CONSTRAINT "application_submissions_form_version_id_form_versions_id_fk" FOREIGN KEY ("form_version_id") REFERENCES "public"."form_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_submissions" ADD CONSTRAINT "application_submissions_cutoff_id_cutoffs_id_fk" FOREIGN KEY ("cutoff_id") REFERENCES "public"."cutoffs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_submissions" ADD CONSTRAINT "application_submissions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_form_version_id_form_versions_id_fk" FOREIGN KEY ("form_version_id") REFERENCES "public"."form_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_results" ADD CONSTRAINT "check_results_submission_id_application_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."application_submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_results" ADD CONSTRAINT "check_results_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complement_requests" ADD CONSTRAINT "complement_requests_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complement_requests" ADD CONSTRAINT "complement_requests_about_submission_id_application_submissions_id_fk" FOREIGN KEY ("about_submission_id") REFERENCES "public"."application_submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complement_requests" ADD CONSTRAINT "complement_requests_answer_submission_id_application_submissions_id_fk" FOREIGN KEY ("answer_submission_id") REFERENCES "public"."application_submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "complement_requests" ADD CONSTRAINT "complement_requests_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_uploaded_by_people_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_documents" ADD CONSTRAINT "call_documents_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_members" ADD CONSTRAINT "call_members_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_members" ADD CONSTRAINT "call_members_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_questions" ADD CONSTRAINT "call_questions_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_questions" ADD CONSTRAINT "call_questions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_questions" ADD CONSTRAINT "call_questions_answered_by_people_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cutoffs" ADD CONSTRAINT "cutoffs_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deadline_changes" ADD CONSTRAINT "deadline_changes_cutoff_id_cutoffs_id_fk" FOREIGN KEY ("cutoff_id") REFERENCES "public"."cutoffs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deadline_changes" ADD CONSTRAINT "deadline_changes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "form_versions" ADD CONSTRAINT "form_versions_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "form_versions" ADD CONSTRAINT "form_versions_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rubrics" ADD CONSTRAINT "rubrics_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rulebooks" ADD CONSTRAINT "rulebooks_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_changes" ADD CONSTRAINT "decision_changes_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_changes" ADD CONSTRAINT "decision_changes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_letters" ADD CONSTRAINT "decision_letters_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_proposed_by_people_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_approved_by_people_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ranking_departures" ADD CONSTRAINT "ranking_departures_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ranking_departures" ADD CONSTRAINT "ranking_departures_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ranking_departures" ADD CONSTRAINT "ranking_departures_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rankings" ADD CONSTRAINT "rankings_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_runs" ADD CONSTRAINT "assignment_runs_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_runs" ADD CONSTRAINT "assignment_runs_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_juror_id_jurors_id_fk" FOREIGN KEY ("juror_id") REFERENCES "public"."jurors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_run_id_assignment_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."assignment_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charters" ADD CONSTRAINT "charters_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict_changes" ADD CONSTRAINT "conflict_changes_changed_by_people_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interest_declarations" ADD CONSTRAINT "interest_declarations_juror_id_jurors_id_fk" FOREIGN KEY ("juror_id") REFERENCES "public"."jurors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "juror_invitations" ADD CONSTRAINT "juror_invitations_juror_id_jurors_id_fk" FOREIGN KEY ("juror_id") REFERENCES "public"."jurors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "juror_invitations" ADD CONSTRAINT "juror_invitations_invited_by_people_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jurors" ADD CONSTRAINT "jurors_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jurors" ADD CONSTRAINT "jurors_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jurors" ADD CONSTRAINT "jurors_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "laureates" ADD CONSTRAINT "laureates_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "laureates" ADD CONSTRAINT "laureates_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "laureates" ADD CONSTRAINT "laureates_approved_by_people_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_revisions" ADD CONSTRAINT "review_revisions_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_revisions" ADD CONSTRAINT "review_revisions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_juror_id_jurors_id_fk" FOREIGN KEY ("juror_id") REFERENCES "public"."jurors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_submission_id_application_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."application_submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_rubric_id_rubrics_id_fk" FOREIGN KEY ("rubric_id") REFERENCES "public"."rubrics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "application_invitations_application" ON "application_invitations" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "application_members_person" ON "application_members" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "applications_call" ON "applications" USING btree ("call_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "applications_owner" ON "applications" USING btree ("call_id","owner_id") WHERE "applications"."state" <> 'withdrawn';--> statement-breakpoint
CREATE INDEX "complement_requests_application" ON "complement_requests" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "documents_application" ON "documents" USING btree ("application_id","field_id");--> statement-breakpoint
CREATE INDEX "call_documents_call" ON "call_documents" USING btree ("call_id","position");--> statement-breakpoint
CREATE INDEX "call_members_person" ON "call_members" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "call_questions_call" ON "call_questions" USING btree ("call_id","state");--> statement-breakpoint
CREATE INDEX "decisions_call" ON "decisions" USING btree ("call_id","state");--> statement-breakpoint
CREATE INDEX "assignments_juror" ON "assignments" USING btree ("juror_id","state");--> statement-breakpoint
CREATE INDEX "assignments_call" ON "assignments" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "conflicts_person" ON "conflicts" USING btree ("person_id","call_id");--> statement-breakpoint
CREATE INDEX "laureates_call" ON "laureates" USING btree ("call_id","place");--> statement-breakpoint
CREATE INDEX "reviews_application" ON "reviews" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "reviews_juror" ON "reviews" USING btree ("juror_id");--> statement-breakpoint
-- What each process may do with calls, applications, juries, reviews, decisions and laureates.
GRANT SELECT ON calls, call_members, cutoffs, deadline_changes, rulebooks, rubrics, call_documents, call_questions,
  form_versions, organisations, applications, application_members, application_invitations, answers, answer_revisions,
  documents, application_submissions, application_partners, check_results, admissibility_rulings, complement_requests,
  charters, jurors, juror_invitations, interest_declarations, conflicts, conflict_changes, assignment_runs, assignments,
  reviews, review_revisions, rankings, ranking_departures, decisions, decision_changes, decision_letters, laureates
  TO palmares_web, palmares_jobs;
--> statement-breakpoint
GRANT INSERT, UPDATE ON calls, cutoffs, call_questions, form_versions, organisations, applications,
  application_invitations, documents, complement_requests, jurors, juror_invitations, interest_declarations, conflicts,
  assignment_runs, assignments, reviews, decisions, decision_letters, laureates TO palmares_web;
--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON call_members, call_documents, application_members, answers, application_partners
  TO palmares_web;
--> statement-breakpoint
-- Append-only: a line that is written stays.
GRANT INSERT ON deadline_changes, rulebooks, rubrics, answer_revisions, application_submissions, check_results,
  admissibility_rulings, charters, conflict_changes, review_revisions, rankings, ranking_departures, decision_changes
  TO palmares_web;
--> statement-breakpoint
GRANT UPDATE ON documents, assignment_runs TO palmares_jobs;
--> statement-breakpoint
GRANT INSERT ON rankings TO palmares_jobs;
--> statement-breakpoint
-- Row-level security, a second belt: whoever reads or writes says in the transaction who is asking
-- (`palmares.person_id`); without that the web process sees no application at all.
CREATE FUNCTION viewer() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('palmares.person_id', true), '')
$$;
--> statement-breakpoint
CREATE FUNCTION viewer_is_member(application text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM application_members m WHERE m.application_id = application AND m.person_id = viewer())
$$;
--> statement-breakpoint
-- Organisers and officers may, unless a conflict is known; chairs once they have none. Never one's own application.
CREATE FUNCTION viewer_administers(application text, call text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NOT viewer_is_member(application) AND EXISTS (
    SELECT 1 FROM call_members m
    LEFT JOIN conflicts c ON c.application_id = application AND c.person_id = m.person_id
    WHERE m.call_id = call AND m.person_id = viewer() AND CASE
      WHEN m.role = 'chair' THEN c.state IN ('none_declared', 'dismissed')
      ELSE coalesce(c.state, 'unknown') NOT IN ('declared', 'suspected', 'confirmed') END)
$$;
--> statement-breakpoint
-- A juror of the application, with the charter accepted and no conflict: as which one, else null.
CREATE FUNCTION viewer_as_juror(application text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT j.id FROM jurors j
  JOIN assignments a ON a.juror_id = j.id AND a.application_id = application AND a.state = 'active'
  JOIN conflicts c ON c.application_id = application AND c.person_id = j.person_id
    AND c.state IN ('none_declared', 'dismissed')
  WHERE j.person_id = viewer() AND j.state = 'accepted' AND j.charter_accepted_at IS NOT NULL
    AND NOT viewer_is_member(application)
$$;
--> statement-breakpoint
CREATE FUNCTION viewer_has_judged(application text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM reviews r WHERE r.application_id = application
    AND r.juror_id = viewer_as_juror(application) AND r.state IN ('submitted', 'locked'))
$$;
--> statement-breakpoint
CREATE FUNCTION was_received(application text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM application_submissions s WHERE s.application_id = application)
$$;
--> statement-breakpoint
CREATE FUNCTION call_of(application text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT call_id FROM applications WHERE id = application
$$;
--> statement-breakpoint
ALTER TABLE applications ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE answers ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE answer_revisions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE application_submissions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE reviews ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE review_revisions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE decisions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY seen ON applications FOR SELECT TO palmares_web USING (viewer_is_member(id) OR owner_id = viewer()
  OR (was_received(id) AND (viewer_administers(id, call_id) OR viewer_as_juror(id) IS NOT NULL)));
--> statement-breakpoint
CREATE POLICY begun ON applications FOR INSERT TO palmares_web WITH CHECK (owner_id = viewer());
--> statement-breakpoint
CREATE POLICY changed ON applications FOR UPDATE TO palmares_web USING (viewer_is_member(id)
  OR (was_received(id) AND viewer_administers(id, call_id)));
--> statement-breakpoint
-- A draft is its writers' own, whatever anybody's role in the call.
CREATE POLICY own ON answers TO palmares_web USING (viewer_is_member(application_id));
--> statement-breakpoint
CREATE POLICY own ON answer_revisions TO palmares_web USING (viewer_is_member(application_id));
--> statement-breakpoint
CREATE POLICY own ON documents TO palmares_web USING (viewer_is_member(application_id));
--> statement-breakpoint
CREATE POLICY seen ON documents FOR SELECT TO palmares_web USING (state = 'accepted' AND was_received(application_id)
  AND (viewer_administers(application_id, call_of(application_id)) OR viewer_as_juror(application_id) IS NOT NULL));
--> statement-breakpoint
CREATE POLICY own ON application_submissions TO palmares_web USING (viewer_is_member(application_id));
--> statement-breakpoint
CREATE POLICY seen ON application_submissions FOR SELECT TO palmares_web
  USING (viewer_administers(application_id, call_of(application_id)) OR viewer_as_juror(application_id) IS NOT NULL);
--> statement-breakpoint
CREATE POLICY own ON reviews TO palmares_web USING (juror_id = viewer_as_juror(application_id));
--> statement-breakpoint
CREATE POLICY administered ON reviews TO palmares_web USING (viewer_administers(application_id, call_id));
--> statement-breakpoint
CREATE POLICY of_peers ON reviews FOR SELECT TO palmares_web USING (state IN ('submitted', 'locked')
  AND viewer_as_juror(application_id) IS NOT NULL AND viewer_has_judged(application_id));
--> statement-breakpoint
CREATE POLICY of_review ON review_revisions TO palmares_web
  USING (EXISTS (SELECT 1 FROM reviews r WHERE r.id = review_id));
--> statement-breakpoint
CREATE POLICY administered ON decisions TO palmares_web USING (viewer_administers(application_id, call_id));
--> statement-breakpoint
CREATE POLICY released ON decisions FOR SELECT TO palmares_web
  USING (state = 'released' AND viewer_is_member(application_id));
--> statement-breakpoint
-- The jobs process works for nobody in particular: timers, letters, checks of documents.
CREATE POLICY jobs ON applications TO palmares_jobs USING (true);
--> statement-breakpoint
CREATE POLICY jobs ON answers TO palmares_jobs USING (true);
--> statement-breakpoint
CREATE POLICY jobs ON answer_revisions TO palmares_jobs USING (true);
--> statement-breakpoint
CREATE POLICY jobs ON documents TO palmares_jobs USING (true);
--> statement-breakpoint
CREATE POLICY jobs ON application_submissions TO palmares_jobs USING (true);
--> statement-breakpoint
CREATE POLICY jobs ON reviews TO palmares_jobs USING (true);
--> statement-breakpoint
CREATE POLICY jobs ON review_revisions TO palmares_jobs USING (true);
--> statement-breakpoint
CREATE POLICY jobs ON decisions TO palmares_jobs USING (true);
--> statement-breakpoint
-- The queue's door knows the new jobs.
CREATE OR REPLACE FUNCTION enqueue_job(job_name text, payload json, job_key text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF job_name NOT IN ('score', 'register_labels', 'send_letter', 'reveal_phase', 'check_document',
    'solve_assignment', 'compute_ranking') THEN
    RAISE EXCEPTION 'unknown job %', job_name;
  END IF;
  PERFORM graphile_worker.add_job(identifier => job_name, payload => payload, job_key => enqueue_job.job_key,
    max_attempts => 25);
END $$;
