import { dayFrom } from './sample-tasks.ts';

/** What the tour is given on: says something, types a command line and shows what comes of it, or passes over something. */
export interface Stage {
  readonly say: (text: string) => Promise<void>;
  readonly type: (line: string) => Promise<void>;
  /** Adds the tasks that are not worth watching. */
  readonly addSampleTasks: () => Promise<void>;
}

/** The main commands of `todo` in the order in which a newcomer meets them. */
export async function giveTour({ say, type, addSampleTasks }: Stage, now: Date): Promise<void> {
  await say('Create an account. The first one in a database creates its tables as well.');
  await type('todo signup -u mira -e mira@example.org --password-stdin < password.txt');

  await say('Add a task: a title, and what else there is to say, in one sentence.');
  await type('todo add Water the plants 🪴 due:tomorrow +home every:3d!');
  await type(
    `todo add Book the night train Zürich → Wien due:${dayFrom(now, 5)}-20:00 pri:high +travel \\\n` +
      `    note:'Two berths: https://trains.example.org'`,
  );

  await say('Add one task a line from a file or a pipe, all in one request.');
  await type('cat groceries.txt');
  await type('todo add - --tag groceries --due today < groceries.txt');

  await say('Seven more are added like these. In the list, what is due first is on top.');
  await addSampleTasks();
  await type('todo list');
  await say('Look at a part of it, or at all of one task. Case and accents do not matter.');
  await type('todo list due:overdue or jalapenos');
  await type('todo list +travel pri:high wien');
  await type('todo show 2');
  await type('todo tags');

  await say('Complete, change, reopen and delete tasks. A task keeps its number for good.');
  await type('todo done 1 3-5');
  await type('todo edit 6 due:none pri:high +office --title "Coffee beans, whole"');
  await type('todo edit --where "+work -talk" due:next-friday --dry-run');
  await type('todo reopen 5');
  await type('todo rm 13 --yes');

  await say('Changed your mind? Take back what the last command did, all of it, from any machine.');
  await type('todo undo');
  await type('todo undo --dry-run');
  await type('todo history -l 4');
  await type('todo history 6');
  await type('todo redo');
  await type('todo trash');

  await say('Step back: what is due on which day of the month, and how it is going.');
  await type('todo calendar');
  await type('todo stats');

  await say('Tasks of other programs come in, and go out again.');
  await type('cat todo.txt');
  await type('todo import todo.txt --dry-run');
  await type('todo export +travel --format markdown');

  await say('In a pipe it is one task a line, with tabs in between, for cut, grep and awk.');
  await type('todo list --tag home | cat');
  await say('As JSON it is there for any program; this one takes the most urgent title.');
  await type(`todo list --json | node -p 'JSON.parse(fs.readFileSync(0))[0].title'`);

  await say('And where is all this?');
  await type('todo whoami');
  await type('todo db status');
}
