import type { Context } from '../context.ts';
import { selectChanges, selectCommands, selectTitles } from '../data/journal.ts';
import { toFields } from '../data/task-image.ts';
import { toInstant, toTask } from '../data/task-row.ts';
import { selectNamedTasks } from '../data/tasks.ts';
import type { CommandOnTask, CommandOnTasks } from '../domain/journal.ts';
import { requireOne, type Selection } from '../domain/selection.ts';
import { adviseLimit } from './advise-limit.ts';
import { asCurrentUser } from './as-current-user.ts';
import { readInPages, unlessTooLarge } from './read-in-pages.ts';
import { noSuchTask, severalTasks, sortOut } from './named-tasks.ts';

type Needed = Pick<Context, 'gateway' | 'login'>;

interface HistoryRequest {
  /** Of commands; undefined: all that are remembered. */
  readonly limit: number | undefined;
  /** Of all tasks that they changed, and not of the first 20 of each command. */
  readonly everyTitle: boolean;
}

const FEW_TITLES = 20;
const MANY_TITLES = 1_000;

/**
 * The latest commands that changed tasks, on all machines, newest first. One request, and more where every title of commands of thousands of
 * tasks is asked for.
 */
export async function readHistory(
  { limit, everyTitle }: HistoryRequest,
  context: Needed,
): Promise<readonly CommandOnTasks[]> {
  const { read, userId } = await asCurrentUser(context);
  const rows = await readCommands(everyTitle ? MANY_TITLES : FEW_TITLES, (titles) =>
    read((database) => [selectCommands(database, userId, { limit, titles })]),
  );
  const numbersOf = new Map(rows.map(({ seq, numbers }) => [seq, numbersIn(numbers ?? '')]));
  const cut = rows.filter(({ seq, tasks }) => (tasks ?? []).length < (numbersOf.get(seq) ?? []).length);
  const others = everyTitle
    ? await readTitles(
        cut.map(({ seq }) => seq),
        (seqs, behind, count) =>
          read((database) => [selectTitles(database, userId, { seqs, behind, limit: count })]),
      )
    : new Map<number, TitledTask[]>();
  return rows.map(({ id, seq, name, kind, device, at, takenBack, tasks }) => ({
    id,
    name,
    kind,
    device,
    at: toInstant(at),
    takenBack,
    numbers: numbersOf.get(seq) ?? [],
    tasks: others.get(seq) ?? tasks ?? [],
  }));
}

type TitledTask = CommandOnTasks['tasks'][number];
type TitleRow = Awaited<ReturnType<typeof selectTitles>>[number];

/** All tasks of the commands with these numbers, by that number. */
async function readTitles(
  seqs: readonly number[],
  readPage: (seqs: readonly number[], behind: TitleRow | undefined, count: number) => Promise<[TitleRow[]]>,
): Promise<Map<number, TitledTask[]>> {
  const titled = new Map<number, TitledTask[]>(seqs.map((seq) => [seq, []]));
  const rows =
    seqs.length === 0 ? [] : await readInPages<TitleRow>((behind, count) => readPage(seqs, behind, count));
  for (const { seq, number, title } of rows) titled.get(seq)?.push({ number, title });
  return titled;
}

/** With fewer titles where an answer is too large. */
async function readCommands<Row>(
  titles: number,
  readTitled: (titles: number) => Promise<[Row[]]>,
): Promise<Row[]> {
  const canBeLess = titles > 0;
  const rows = await unlessTooLarge(readTitled(titles), canBeLess).catch(adviseLimit);
  return rows ?? readCommands(Math.floor(titles / 10), readTitled);
}

/** Of `{[1,4),[7,8)}`, as Postgres writes a multirange: 1, 2, 3 and 7. */
function numbersIn(ranges: string): number[] {
  return [...ranges.matchAll(/(\d+),(\d+)/g)].flatMap(([, from, to]) =>
    Array.from({ length: Number(to) - Number(from) }, (_, index) => Number(from) + index),
  );
}

export interface TaskHistory {
  readonly number: number;
  /** The present title, or the last one of a deleted task; null where nothing tells. */
  readonly title: string | null;
  /** Newest first. */
  readonly commands: readonly CommandOnTask[];
}

/** What is remembered of one task, also of a deleted one. One request. Throws UsageError for several, NotFoundError for none. */
export async function readTaskHistory(
  selection: Selection,
  limit: number | undefined,
  context: Needed,
): Promise<TaskHistory> {
  requireOne(selection, 'looked up', 'todo history 3');
  const { read, userId } = await asCurrentUser(context);
  const [rows, present] = await read((database) => [
    selectChanges(database, userId, selection, limit),
    selectNamedTasks(database, userId, selection),
  ]).catch(adviseLimit);
  const ids = new Set([...rows.map(({ taskId }) => taskId), ...present.map(({ id }) => id)]);
  if (ids.size > 1) throw severalTasks(selection.idPrefixes);
  const [row] = rows;
  if (row === undefined) {
    const { found, problem } = sortOut(selection, present.map(toTask));
    const [task] = found;
    if (task === undefined) throw problem ?? noSuchTask([]);
    return { number: task.number, title: task.title, commands: [] };
  }
  return {
    number: row.number,
    title: present[0]?.title ?? rows.find(({ before }) => before?.title !== undefined)?.before?.title ?? null,
    commands: rows.map(({ id, name, kind, device, at, takenBack, before, after }) => ({
      id,
      name,
      kind,
      device,
      at: toInstant(at),
      takenBack,
      before: before && toFields(before),
      after: after && toFields(after),
    })),
  };
}
