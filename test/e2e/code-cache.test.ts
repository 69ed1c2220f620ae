import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { install, installation } from './installation.ts';
import { createMachine, type Machine } from './machine.ts';

beforeAll(install);

const HELLO = { code: 0, stdout: expect.stringContaining('Usage: todo'), stderr: '' };

const folderOf = ({ root }: Machine): string => join(root, 'home', '.cache', 'neon-todo');
const fileOf = (machine: Machine): string =>
  join(folderOf(machine), `neon-todo-${process.version}-${process.arch}`);

describe('what V8 compiled is kept between starts', () => {
  it('in one file, which is written once for what is always the same', async () => {
    const machine = createMachine();
    expect(await machine.todo('--help')).toEqual(HELLO);
    const { mtimeMs, ino, size, mode } = statSync(fileOf(machine));
    expect(mode & 0o777).toBe(0o600);
    expect(await machine.todo('--help')).toEqual(HELLO);
    expect(statSync(fileOf(machine))).toMatchObject({ mtimeMs, ino });

    // Another command needs more of the program.
    await machine.todo('help', 'dates');
    expect(statSync(fileOf(machine)).size).toBeGreaterThan(size);
    expect(readdirSync(folderOf(machine))).toHaveLength(1);
  });

  it.each([0.1, 0.3, 0.5, 0.7, 0.9])(
    'a damaged file does no harm and is repaired (at %d of its length)',
    async (part) => {
      const machine = createMachine();
      await machine.todo('--help');
      const whole = readFileSync(fileOf(machine));
      const damaged = Buffer.from(whole);
      damaged.fill(0x55, Math.floor(part * whole.length), Math.floor(part * whole.length) + 2_000);
      writeFileSync(fileOf(machine), damaged);

      expect(await machine.todo('--help')).toEqual(HELLO);
      expect(readFileSync(fileOf(machine)).equals(damaged)).toBe(false);
      expect(await machine.todo('--help')).toEqual(HELLO);
    },
  );

  it('a file that somebody else may have written is not used, and replaced', async () => {
    const machine = createMachine();
    await machine.todo('--help');
    chmodSync(fileOf(machine), 0o666);

    expect(await machine.todo('--help')).toEqual(HELLO);
    expect(statSync(fileOf(machine)).mode & 0o777).toBe(0o600);
  });

  it('20 first starts at once leave one whole file', async () => {
    const machine = createMachine();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        i % 2 === 0 ? machine.todo('--help') : machine.todo('help', 'dates'),
      ),
    );

    expect(outcomes.map(({ code, stderr }) => `${code} ${stderr}`)).toEqual(
      Array.from({ length: 20 }, () => '0 '),
    );
    expect(readdirSync(folderOf(machine))).toEqual([`neon-todo-${process.version}-${process.arch}`]);
    expect(await machine.todo('--help')).toEqual(HELLO);
  });

  it('other options of Node are no reason to fail', async () => {
    const machine = createMachine();
    for (const options of ['', '--stack-trace-limit=5', '--max-old-space-size=512', '']) {
      expect(await machine.with({ NODE_OPTIONS: options }).todo('--help')).toEqual(HELLO);
    }
  });

  it('where NODE_COMPILE_CACHE says', async () => {
    const machine = createMachine();
    const folder = join(machine.root, 'elsewhere');
    expect(await machine.with({ NODE_COMPILE_CACHE: folder }).todo('--help')).toEqual(HELLO);

    expect(readdirSync(folder)).toContain(`neon-todo-${process.version}-${process.arch}`);
    expect(readdirSync(join(machine.root, 'home'))).toEqual([]);
  });

  it('nowhere, if NODE_DISABLE_COMPILE_CACHE is set', async () => {
    const machine = createMachine();
    expect(await machine.with({ NODE_DISABLE_COMPILE_CACHE: '1' }).todo('--help')).toEqual(HELLO);

    expect(readdirSync(join(machine.root, 'home'))).toEqual([]);
  });

  it('or nowhere, without a word, where there is no home to write to', async () => {
    const machine = createMachine();
    const blocked = join(machine.root, 'blocked');
    writeFileSync(blocked, '');
    for (const home of [blocked, '/proc/self', '/dev/null', 'relative', '']) {
      expect(await machine.with({ HOME: home }).todo('--help')).toEqual(HELLO);
    }
    expect(readdirSync(machine.folder)).toEqual([]);
  });
});

it('a program that is not installed as a whole says so', () => {
  const copy = join(createMachine().root, 'copy');
  cpSync(installation().packageFolder, copy, { recursive: true });
  const missing = readdirSync(join(copy, 'dist')).find((name) => name.endsWith('.pack')) ?? '';
  rmSync(join(copy, 'dist', missing));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(copy, 'bin', 'todo.cjs'), 'list'], {
    encoding: 'utf8',
  });

  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: '',
    stderr: `Error: A part of neon-todo is missing: ${join(copy, 'dist', missing)}\nInstall it again.\n`,
  });
});
