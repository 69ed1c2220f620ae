import { sql } from 'drizzle-orm';
import { directHost } from './connection.ts';
import type { Database } from './gateway.ts';

/** Made by `todo db invite` for everybody but the owner. */
export const CLIENT_ROLE = 'todo_client';

/** What the role of DATABASE_URL is and may do, and what else the database holds. */
export function selectRole(database: Database) {
  return database
    .select({
      name: sql<string>`current_user`,
      superuser: sql<boolean>`rolsuper`,
      bypassesRowSecurity: sql<boolean>`rolbypassrls`,
      neonSuperuser: sql<boolean>`exists (select from pg_catalog.pg_roles s
        where s.rolname = 'neon_superuser' and pg_catalog.pg_has_role(current_user, s.oid, 'member'))`,
      mayCreate: sql<boolean>`pg_catalog.has_database_privilege(pg_catalog.current_database(), 'create')`,
      postgres: sql<string>`pg_catalog.current_setting('server_version')`,
      otherTables: sql<number>`(select count(*)::int from pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname <> 'todo' and n.nspname <> 'information_schema'
          and n.nspname not like 'pg\\_%' and n.nspname not like 'neon%')`,
    })
    .from(sql`pg_catalog.pg_roles where rolname = current_user`);
}

/** The login role for other people: exists or not, and whether it has powers that it must not have. */
export function selectClientRole(database: Database) {
  return database
    .select({
      tooPowerful: sql<boolean>`rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
        or exists (select from pg_catalog.pg_roles s
          where s.rolname in ('neon_superuser', 'pg_read_all_data', 'pg_write_all_data')
            and pg_catalog.pg_has_role(pg_roles.oid, s.oid, 'member'))`,
    })
    .from(sql`pg_catalog.pg_roles where rolname = ${CLIENT_ROLE}`);
}

/** Makes the login role, which cannot log in yet, where there is none: a repeat finds the one that the first try made. */
export function makeClientRole(database: Database) {
  return database.execute(
    sql.raw(`do $$ begin
      if not exists (select from pg_catalog.pg_roles where rolname = '${CLIENT_ROLE}') then
        create role ${CLIENT_ROLE} in role todo_user;
      end if;
    end $$`),
  );
}

/**
 * Lets the role log in. Neon wants the password in plain text in the statement, where no parameter can stand: it must consist of base64url
 * characters, and is the one value that is written into SQL.
 */
export function setClientPassword(database: Database, password: string) {
  if (!/^[A-Za-z0-9_-]{32,}$/.test(password)) {
    throw new TypeError('The password of the client role must be 32 or more base64url characters');
  }
  return database.execute(
    sql.raw(`alter role ${CLIENT_ROLE} with login password '${password}' connection limit 60`),
  );
}

/** Membership in the group that all grants are about. */
export function grantClientRole(database: Database) {
  return database.execute(sql`grant todo_user to ${sql.identifier(CLIENT_ROLE)}`);
}

/** Drops the settings that a holder of the login can leave on it for all others, in general and for single databases. */
export function resetClientSettings(database: Database) {
  return database.execute(
    sql.raw(`do $$
      declare
        v_database name;
      begin
        alter role ${CLIENT_ROLE} reset all;
        for v_database in select d.datname from pg_catalog.pg_db_role_setting s join pg_catalog.pg_database d on d.oid = s.setdatabase
                           where s.setrole = '${CLIENT_ROLE}'::pg_catalog.regrole loop
          execute pg_catalog.format('alter role ${CLIENT_ROLE} in database %I reset all', v_database);
        end loop;
      end $$`),
  );
}

/** Membership of the owner in the client role, without which its connections cannot be ended (from PostgreSQL 16 on). */
export function joinClientRole(database: Database) {
  return database.execute(sql`grant ${sql.identifier(CLIENT_ROLE)} to current_user`);
}

/** Ends connections that were opened with the old password, and what they hold. */
export function endClientConnections(database: Database) {
  return database.execute(sql`select pg_catalog.pg_terminate_backend(pid) from pg_catalog.pg_stat_activity
    where usename = ${CLIENT_ROLE} and pid <> pg_catalog.pg_backend_pid()`);
}

/** The URL of the client role: the same database, without Neon's pooler in front. */
export function clientUrl(url: string, password: string): string {
  const client = new URL(url);
  client.username = CLIENT_ROLE;
  client.password = password;
  client.host = directHost(client.host);
  return client.href;
}
