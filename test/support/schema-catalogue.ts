import type { TestDatabase } from './test-database.ts';

/** All that Postgres knows of the schema and of who may do what there, but for the rows: a line for each thing. */
export async function schemaCatalogue(database: TestDatabase): Promise<unknown[]> {
  const rows = await database.query(
    `select line from (${PARTS.join(' union all ')}) as parts (line) order by line collate "C"`,
  );
  return rows.map(({ line }) => line);
}

const OF_TODO = "'todo'::regnamespace";

const PARTS = [
  `select format('schema %s of %s: %s', nspname, nspowner::regrole, nspacl) from pg_namespace where nspname in ('todo', 'public')`,
  `select format('database of %s: %s', datdba::regrole, datacl) from pg_database where datname = current_database()`,
  `select format('relation %s, kind %s of %s: %s, policies %s, forced %s', relname, relkind, relowner::regrole, relacl, relrowsecurity, relforcerowsecurity)
     from pg_class where relnamespace = ${OF_TODO}`,
  `select format('column %s.%s, place %s: %s, not null %s, default %s, identity %s, generated %s, statistics %s, collation %s: %s', attrelid::regclass, attname,
          attnum, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid), attidentity, attgenerated, attstattarget, attcollation::regcollation, attacl)
     from pg_attribute join pg_class c on c.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where relnamespace = ${OF_TODO} and attnum > 0 and not attisdropped`,
  `select format('constraint %s on %s: %s', conname, conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint where connamespace = ${OF_TODO}`,
  `select format('index %s', pg_get_indexdef(indexrelid)) from pg_index join pg_class c on c.oid = indexrelid where relnamespace = ${OF_TODO}`,
  `select format('policy %s on %s, permissive %s, for %s to %s: %s, %s', policyname, tablename, permissive, cmd, roles, qual, with_check)
     from pg_policies where schemaname = 'todo'`,
  `select format('function of %s: %s: %s', proowner::regrole, proacl, pg_get_functiondef(oid)) from pg_proc where pronamespace = ${OF_TODO}`,
  `select format('trigger %s, enabled %s', pg_get_triggerdef(t.oid), tgenabled)
     from pg_trigger t join pg_class c on c.oid = tgrelid where relnamespace = ${OF_TODO} and not tgisinternal`,
  `select format('type %s of %s: %s, %s', typname, typowner::regrole, typacl,
          (select string_agg(enumlabel, ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
     from pg_type t where typnamespace = ${OF_TODO}`,
  `select format('sequence %s: %s to %s by %s, cycles %s', seqrelid::regclass, seqmin, seqmax, seqincrement, seqcycle)
     from pg_sequence join pg_class c on c.oid = seqrelid where relnamespace = ${OF_TODO}`,
  `select format('default privileges: %s', defaclacl) from pg_default_acl where defaclnamespace = ${OF_TODO}`,
] as const;
