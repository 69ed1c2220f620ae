CREATE SCHEMA "todo";
--> statement-breakpoint
CREATE TYPE "todo"."priority" AS ENUM('High', 'Medium', 'Low');--> statement-breakpoint
CREATE TABLE "todo"."migrations" (
	"version" integer PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"applied_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "todo"."migrations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "todo"."sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"device" text DEFAULT '' NOT NULL,
	"read_only" boolean DEFAULT false NOT NULL,
	"slides_by" interval,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sessions_token_hash_key" UNIQUE("token_hash"),
	CONSTRAINT "sessions_token_hash_check" CHECK (octet_length(token_hash) = 32),
	CONSTRAINT "sessions_device_check" CHECK (char_length(device) <= 100)
);
--> statement-breakpoint
ALTER TABLE "todo"."sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "todo"."settings" (
	"only_row" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"fake_salt_key" "bytea" DEFAULT sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')) NOT NULL,
	"kdf" text DEFAULT '$argon2id$v=19$m=65536,t=3,p=4$' NOT NULL,
	"signup_open" boolean DEFAULT true NOT NULL,
	"signups_per_hour" integer DEFAULT 100 NOT NULL,
	"max_users" integer DEFAULT 10000 NOT NULL,
	"max_tasks_per_user" integer DEFAULT 50000 NOT NULL,
	"max_sessions" integer DEFAULT 50 NOT NULL,
	"max_lifetime" interval DEFAULT '400 days' NOT NULL,
	"login_tries_per_hour" integer DEFAULT 60 NOT NULL,
	CONSTRAINT "settings_only_row_check" CHECK (only_row)
);
--> statement-breakpoint
ALTER TABLE "todo"."settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "todo"."tasks" (
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"number" integer DEFAULT 0 NOT NULL,
	"title" text NOT NULL,
	"description" text,
	"due_date" date,
	"due_time" time,
	"priority" "todo"."priority" DEFAULT 'Medium' NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"recursion_pattern" text,
	"completed" boolean DEFAULT false NOT NULL,
	"completed_at" timestamp with time zone,
	"spawned_from" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tasks_pkey" PRIMARY KEY("user_id","id"),
	CONSTRAINT "tasks_user_id_number_key" UNIQUE("user_id","number"),
	CONSTRAINT "tasks_user_id_spawned_from_key" UNIQUE("user_id","spawned_from"),
	CONSTRAINT "tasks_number_check" CHECK (number > 0),
	CONSTRAINT "tasks_title_check" CHECK (char_length(title) <= 500 and title collate "C" ~ '[^[:space:]]' and strpos(title, chr(10)) = 0 and strpos(title, chr(13)) = 0),
	CONSTRAINT "tasks_description_check" CHECK (char_length(description) <= 10000),
	CONSTRAINT "tasks_due_date_check" CHECK (due_date between date '0001-01-01' and date '9999-12-31'),
	CONSTRAINT "tasks_due_time_check" CHECK (due_time is null or (due_date is not null and extract(second from due_time) = 0 and due_time < time '24:00')),
	CONSTRAINT "tasks_tags_check" CHECK (cardinality(tags) <= 20 and string_to_array(array_to_string(tags, ' '), ' ') = tags and array_to_string(tags, ' ') collate "C" ~ '^(([^[:punct:][:space:][:cntrl:]]|[-_./]){1,50}( ([^[:punct:][:space:][:cntrl:]]|[-_./]){1,50})*)?$'),
	CONSTRAINT "tasks_recursion_pattern_check" CHECK (char_length(recursion_pattern) between 1 and 500),
	CONSTRAINT "tasks_completed_check" CHECK (completed = (completed_at is not null))
);
--> statement-breakpoint
ALTER TABLE "todo"."tasks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "todo"."users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"username" text NOT NULL,
	"email" text NOT NULL,
	"password" text NOT NULL,
	"last_number" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_username_key" UNIQUE("username"),
	CONSTRAINT "users_email_key" UNIQUE("email"),
	CONSTRAINT "users_username_check" CHECK (username ~ '^[a-z0-9_.-]{2,32}$'),
	CONSTRAINT "users_email_check" CHECK (char_length(email) <= 254 and email collate "C" ~ '^[^@A-Z[:space:][:cntrl:]]+@[^@A-Z[:space:][:cntrl:]]+$'),
	CONSTRAINT "users_password_check" CHECK (password ~ '^[$]argon2id[$]v=19[$]m=[0-9]{4,7},t=[0-9]{1,2},p=[0-9]{1,2}[$][A-Za-z0-9+/]{22}[$][A-Za-z0-9+/]{43}$')
);
--> statement-breakpoint
ALTER TABLE "todo"."users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "todo"."sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "todo"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "todo"."tasks" ADD CONSTRAINT "tasks_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "todo"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_user_id_idx" ON "todo"."sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "tasks_open_idx" ON "todo"."tasks" USING btree ("user_id","due_date","number") WHERE not completed;--> statement-breakpoint
CREATE INDEX "users_created_at_idx" ON "todo"."users" USING btree ("created_at");