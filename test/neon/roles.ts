/** The role and database that a new Neon project starts with. */
export const OWNER = 'neondb_owner';
export const OWNER_PASSWORD = 'npg_StandInForTests';
export const DATABASE = 'neondb';

/** Roles as Neon's control plane makes them (`compute_tools`): the owner bypasses row security but is no superuser. */
export const CREATE_ROLES: readonly string[] = [
  `create role neon_superuser nologin createdb createrole replication bypassrls
     in role pg_read_all_data, pg_write_all_data`,
  `create role ${OWNER} login createdb createrole replication bypassrls
     in role neon_superuser password '${OWNER_PASSWORD}'`,
];
