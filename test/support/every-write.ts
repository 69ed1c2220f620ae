import type { User } from './sign-up-user.ts';

/** A kind of command that changes tasks, what it finds, and what it must say and leave behind whatever goes wrong on the way. */
export interface Write {
  readonly words: string;
  readonly stdin?: string;
  /** For $EDITOR, in shell: it changes the file that is its argument. */
  readonly editor?: string;
  /** Run before it, on the tasks of `prepareAccount`. */
  readonly prepared?: readonly string[];
  readonly stdout: string;
  /** All tasks, as `tasksOf` tells them. */
  readonly leaves: readonly string[];
  /** The same when the first of two requests came through and the second did not; absent: as if neither had. */
  readonly leavesAfterFirst?: readonly string[];
}

const MILK = '1 Milk open Medium';
const BREAD = '2 Bread open Medium';
const RENT = '3 Pay rent open Medium';

/** Milk and Bread, and a rent that is due each month. */
export async function prepareAccount(user: User, { prepared = [] }: Write): Promise<void> {
  await user.todo('add -', { stdin: 'Milk\nBread' });
  await user.todo('add Pay rent --due 2026-11-27 --repeat monthly');
  for (const words of prepared) await user.todo(words);
}

export const EVERY_WRITE: readonly Write[] = [
  {
    words: 'add Eggs pri:high',
    stdout: 'Added #4 Eggs · High\n',
    leaves: [MILK, BREAD, RENT, '4 Eggs open High'],
  },
  {
    words: 'add -',
    stdin: 'Eggs\nFlour',
    stdout: 'Added #4 Eggs\nAdded #5 Flour\n',
    leaves: [MILK, BREAD, RENT, '4 Eggs open Medium', '5 Flour open Medium'],
  },
  {
    words: 'import - --format todotxt',
    stdin: '(A) Eggs\nFlour',
    stdout: '4\tadded\t1\tEggs\t\n5\tadded\t2\tFlour\t\n',
    leaves: [MILK, BREAD, RENT, '4 Eggs open High', '5 Flour open Medium'],
  },
  {
    words: 'edit 1 2 pri:high',
    stdout: 'Edited #1 Milk · High\nEdited #2 Bread · High\n',
    leaves: ['1 Milk open High', '2 Bread open High', RENT],
  },
  {
    words: 'edit pri:low --where milk --yes',
    stdout: 'Edited #1 Milk · Low\n',
    leaves: ['1 Milk open Low', BREAD, RENT],
  },
  {
    words: 'edit 1 --editor',
    editor: 'sed -i s/Milk/Oat-milk/',
    stdout: 'Edited #1 Oat-milk\n',
    leaves: ['1 Oat-milk open Medium', BREAD, RENT],
  },
  {
    words: 'done 1 2',
    stdout: 'Done #1 Milk\nDone #2 Bread\n',
    leaves: ['1 Milk done Medium', '2 Bread done Medium', RENT],
  },
  {
    words: 'done 3',
    stdout: 'Done #3 Pay rent\nNext #4 Pay rent · due Sun 27 Dec (in 5 weeks) · every month\n',
    leaves: [MILK, BREAD, '3 Pay rent done Medium', '4 Pay rent open Medium'],
  },
  {
    words: 'done 2 3',
    stdout: 'Done #2 Bread\nDone #3 Pay rent\nNext #4 Pay rent · due Sun 27 Dec (in 5 weeks) · every month\n',
    leaves: [MILK, '2 Bread done Medium', '3 Pay rent done Medium', '4 Pay rent open Medium'],
    leavesAfterFirst: [MILK, '2 Bread done Medium', RENT],
  },
  {
    words: 'reopen 1',
    prepared: ['done 1'],
    stdout: 'Reopened #1 Milk\n',
    leaves: [MILK, BREAD, RENT],
  },
  {
    words: 'reopen 3',
    prepared: ['done 3'],
    stdout: 'Reopened #3 Pay rent\nRemoved #4 Pay rent\n',
    leaves: [MILK, BREAD, RENT],
  },
  { words: 'rm 1 2 --yes', stdout: 'Removed #1 Milk\nRemoved #2 Bread\n', leaves: [RENT] },
  {
    words: 'undo -q',
    prepared: ['rm 1 2 --yes'],
    stdout: '1\n2\n',
    leaves: [MILK, BREAD, RENT],
  },
  {
    words: 'undo -q',
    prepared: ['done 3'],
    stdout: '3\n4\n',
    leaves: [MILK, BREAD, RENT],
  },
  {
    words: 'redo -q',
    prepared: ['done 1 3', 'undo'],
    stdout: '1\n3\n4\n',
    leaves: ['1 Milk done Medium', BREAD, '3 Pay rent done Medium', '4 Pay rent open Medium'],
  },
  {
    words: 'restore 1 2',
    prepared: ['rm 1 2 --yes'],
    stdout: 'Restored #1 Milk\nRestored #2 Bread\n',
    leaves: [MILK, BREAD, RENT],
  },
];

export async function runWrite(
  { words, stdin, editor }: Write,
  user: User,
  options = '',
): ReturnType<User['todo']> {
  return user.todo(words + options, {
    ...(stdin === undefined ? {} : { stdin }),
    ...(editor === undefined
      ? {}
      : { env: { NO_COLOR: '1', EDITOR: editor }, terminal: { stdin: true, stderr: true } }),
  });
}

/** `1 Milk open High`, by number. */
export async function tasksOf({ database, id }: User): Promise<unknown[]> {
  const rows = await database.query(
    `select concat_ws(' ', number, title, case when completed then 'done' else 'open' end, priority) as task
       from todo.tasks where user_id = $1 order by number`,
    [id],
  );
  return rows.map(({ task }) => task);
}

/** How many commands the journal of somebody has. */
export async function countCommands({ database, id }: User): Promise<unknown> {
  const [row] = await database.query('select count(*)::int as count from todo.commands where user_id = $1', [
    id,
  ]);
  return row?.['count'];
}
