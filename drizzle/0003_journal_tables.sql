CREATE TABLE "todo"."changes" (
	"user_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"task_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "changes_pkey" PRIMARY KEY("user_id","seq","task_id")
);
--> statement-breakpoint
ALTER TABLE "todo"."changes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "todo"."commands" (
	"user_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"id" uuid NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"kind" text,
	"session_id" uuid,
	"device" text DEFAULT '' NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"size" integer NOT NULL,
	"takes_back" integer,
	"taken_back_by" integer,
	CONSTRAINT "commands_pkey" PRIMARY KEY("user_id","seq"),
	CONSTRAINT "commands_user_id_id_key" UNIQUE("user_id","id"),
	CONSTRAINT "commands_name_check" CHECK (name collate "C" ~ '^[a-z]{0,20}$'),
	CONSTRAINT "commands_kind_check" CHECK (kind in ('undo', 'redo')),
	CONSTRAINT "commands_takes_back_check" CHECK ((takes_back is not null) = (kind is not null))
);
--> statement-breakpoint
ALTER TABLE "todo"."commands" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "todo"."settings" ADD COLUMN "max_journal_commands" integer DEFAULT 1000 NOT NULL;--> statement-breakpoint
ALTER TABLE "todo"."settings" ADD COLUMN "max_journal_changes" integer DEFAULT 100000 NOT NULL;--> statement-breakpoint
ALTER TABLE "todo"."settings" ADD COLUMN "max_journal_age" interval DEFAULT '90 days' NOT NULL;--> statement-breakpoint
ALTER TABLE "todo"."commands" ADD CONSTRAINT "commands_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "todo"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "changes_deletions_idx" ON "todo"."changes" USING btree ("user_id","task_id","seq") WHERE after is null;