import type { Neon } from '../neon/stand-in.ts';
import { parseBody } from '../neon/request-body.ts';
import { median } from './statistics.ts';
import type { SentRequest } from './recorder.ts';

/** Many times where one takes a millisecond, and once where it takes longer than this. */
const MILLISECONDS_OF_ONE_FIGURE = 200;

/**
 * How long Postgres takes for what a command sends, in milliseconds by its own clock: the median of several times. Each request is a
 * transaction, from before its first statement until after its commit, on one session that does nothing else. The statements are planned each
 * time, as over HTTP. What is left out is the way there and writing down the answer.
 */
export async function serverTime(
  neon: Neon,
  database: string,
  requests: readonly SentRequest[],
): Promise<number> {
  await neon.query('create table if not exists public.bench_times (milliseconds real)', [], database);
  await neon.query('truncate public.bench_times', [], database);
  const onceThrough = requests
    .map(({ body }) => `${parseBody(body).statements.map(execution).join('\n')}\ncommit;`)
    .join('\n');
  // Not a function, which could not commit. A session of the superuser may take the role that the first statement takes.
  await neon.query(
    `do $bench$
     declare
       until timestamptz := pg_catalog.clock_timestamp() + interval '${MILLISECONDS_OF_ONE_FIGURE} ms';
       begun timestamptz;
       times real[] := '{}';
     begin
       loop
         begun := pg_catalog.clock_timestamp();
         ${onceThrough}
         times := times || (extract(epoch from pg_catalog.clock_timestamp() - begun) * 1000)::real;
         exit when pg_catalog.clock_timestamp() > until;
       end loop;
       insert into public.bench_times select unnest(times);
     end $bench$`,
    [],
    database,
  );
  const rows = await neon.query('select milliseconds from public.bench_times', [], database);
  return median(rows.map(({ milliseconds }) => Number(milliseconds)));
}

interface Statement {
  readonly text: string;
  readonly parameters: readonly (string | null)[];
}

/** With literals of unknown type in the place of parameters, which over HTTP have none either: the plan is the same. */
function execution({ text, parameters }: Statement): string {
  const sql = text.replaceAll(/\$(\d+)/g, (_, position: string) => literal(parameters[Number(position) - 1]));
  return `execute ${literal(sql)};`;
}

function literal(value: string | null | undefined): string {
  return value === null || value === undefined ? 'null' : `'${value.replaceAll("'", "''")}'`;
}
