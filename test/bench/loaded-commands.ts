import type { Sandbox } from '../demo/sandbox.ts';
import { createAccount, PASSWORD, titles } from './accounts.ts';
import type { Program } from './measure.ts';

/** Commands of every kind, to look at what they load. */
export async function loadedCommands(
  sandbox: Sandbox,
): Promise<{ readonly name: string; readonly program: Program }[]> {
  const { todo } = await createAccount(sandbox, 'loader', 50);
  return [
    { name: '--version', program: todo(['--version']) },
    { name: '--help', program: todo(['--help']) },
    { name: 'list', program: todo(['list']) },
    { name: 'list, on a terminal', program: { ...todo(['list']), terminal: true } },
    { name: 'list --json', program: todo(['list', '--json']) },
    { name: 'show', program: todo(['show', '7']) },
    { name: 'add', program: todo(['add', 'Buy oat milk', '--due', 'tomorrow', '--tag', 'home']) },
    { name: 'add -', program: todo(['add', '-'], titles(10)) },
    { name: 'done', program: todo(['done', '1']) },
    { name: 'login', program: todo(['login', 'loader', '--password-stdin'], PASSWORD) },
  ];
}
