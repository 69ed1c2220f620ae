import type { Client } from 'pg';
import type { KnownUser } from './two-users.ts';

export type Change = readonly [number: number, before: string | null, after: string | null];

/** A command of the journal as a test compares it: its name and device, and the titles that it changed. */
type Entry = readonly [seq: number, name: string, device: string, ...changes: Change[]];

/** What was written down since `addTwoUsers`, which leaves three commands behind. Read as somebody whom no policy concerns. */
export async function journalOf(owner: Client, { id }: KnownUser): Promise<readonly Entry[]> {
  const { rows } = await owner.query<{ entry: Entry }>(
    `select jsonb_build_array(k.seq, coalesce(k.kind || ' ', '') || k.name, k.device)
            || jsonb_agg(jsonb_build_array(c.number, c.before ->> 'title', c.after ->> 'title') order by c.number) as entry
       from todo.commands k join todo.changes c using (user_id, seq)
      where k.user_id = $1 and k.seq > 3 group by k.user_id, k.seq order by k.seq`,
    [id],
  );
  return rows.map(({ entry }) => entry);
}

/**
 * Tasks that are not what the journal says, by number: all that was ever written down of one, later values over earlier ones, is
 * the task, and the last that was written down of one that is gone is that it was deleted. The time of an edit is not compared, as an edit that
 * leaves everything as it was is none.
 */
export async function contradictions(owner: Client, { id }: KnownUser): Promise<readonly number[]> {
  const { rows } = await owner.query<{ number: number }>(
    `select t.number from todo.tasks t where t.user_id = $1 and todo.image(t) - 'updated_at' is distinct from
       (select jsonb_object_agg(e.key, e.value order by c.seq) - 'updated_at'
          from todo.changes c, jsonb_each(c.after) e where c.user_id = t.user_id and c.task_id = t.id)
     union all
     select c.number from (select distinct on (c.task_id) c.* from todo.changes c where c.user_id = $1 order by c.task_id, c.seq desc) c
      where (c.after is null) <> not exists (select from todo.tasks t where t.user_id = $1 and t.id = c.task_id)`,
    [id],
  );
  return rows.map(({ number }) => number);
}
