import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Sandbox } from '../demo/sandbox.ts';
import { titles } from './accounts.ts';
import { measure, type Program } from './measure.ts';
import { install, requireRegistry } from './npm.ts';

/** Another program for tasks. */
export interface Peer {
  readonly name: string;
  /** Gives it a home of its own with 50 tasks. Throws where the machine has no such program. */
  readonly prepare: (sandbox: Sandbox) => Promise<PeerPrograms>;
}

export interface PeerPrograms {
  /** Starts and says no more than what it is. */
  readonly version: Program;
  readonly list: Program;
  readonly add: Program;
}

const TITLES = titles(50).trimEnd().split('\n');

export const PEERS: readonly Peer[] = [
  { name: 'taskwarrior', prepare: prepareTaskwarrior },
  { name: 'todo.txt', prepare: prepareTodoTxt },
  { name: 'taskbook', prepare: prepareTaskbook },
];

async function prepareTaskwarrior(sandbox: Sandbox): Promise<PeerPrograms> {
  const command = installed('task');
  const home = makeHome(sandbox, 'taskwarrior');
  writeFileSync(join(home, 'taskrc'), '');
  const env = { ...sandbox.env, HOME: home, TASKRC: join(home, 'taskrc'), TASKDATA: home };
  const task = (...words: readonly string[]): Program => ({ command, words, env });
  const tasks = TITLES.map((description) => ({ description, due: '20301231T120000Z', tags: ['home'] }));
  await measure({ ...task('import', '-'), stdin: JSON.stringify(tasks) });
  return { version: task('--version'), list: task('list'), add: task('add', 'Buy oat milk') };
}

function prepareTodoTxt(sandbox: Sandbox): Promise<PeerPrograms> {
  // As Debian calls it, and as it calls itself.
  const command = installed('todo-txt', 'todo.sh');
  const home = makeHome(sandbox, 'todo-txt');
  const config = join(home, 'config');
  writeFileSync(
    config,
    `export TODO_DIR='${home}' TODO_FILE='${home}/todo.txt' DONE_FILE='${home}/done.txt' REPORT_FILE='${home}/report.txt'\n`,
  );
  writeFileSync(join(home, 'todo.txt'), TITLES.map((title) => `${title} +home due:2030-12-31\n`).join(''));
  const env = { ...sandbox.env, HOME: home };
  const todo = (...words: readonly string[]): Program => ({ command, words: ['-d', config, ...words], env });
  // Its -V ends with exit code 1.
  return Promise.resolve({
    version: todo('shorthelp'),
    list: todo('ls'),
    add: todo('add', 'Buy oat milk'),
  });
}

async function prepareTaskbook(sandbox: Sandbox): Promise<PeerPrograms> {
  const home = makeHome(sandbox, 'taskbook');
  await requireRegistry(home);
  const { folder } = await install('taskbook', join(home, 'installed'));
  const env = { ...sandbox.env, HOME: home };
  const taskbook = (...words: readonly string[]): Program => ({
    words: [join(folder, 'taskbook', 'cli.js'), ...words],
    env,
  });
  for (const title of TITLES) await measure(taskbook('--task', '@home', title));
  return { version: taskbook('--version'), list: taskbook(), add: taskbook('--task', 'Buy oat milk') };
}

function makeHome({ folder }: Sandbox, name: string): string {
  const home = join(folder, name);
  mkdirSync(home);
  return home;
}

/** The path of the first of these programs that is there. */
function installed(...names: readonly string[]): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  if (found === undefined) throw new Error(`there is no ${names.join(' and no ')} on this machine`);
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
