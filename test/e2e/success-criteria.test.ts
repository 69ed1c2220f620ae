import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/sign-up-user.ts';
import { connectionsOf, recordingConnections } from './connections.ts';
import { filesBelow } from './installation.ts';
import { createMachine } from './machine.ts';
import { startWorld } from './world.ts';

const world = startWorld();

beforeAll(() => world.machine().signUp('first'));

async function count(query: string, ...parameters: readonly string[]): Promise<unknown> {
  const [row] = await world.neon.query(`select count(*)::int as count ${query}`, parameters);
  return row?.['count'];
}

const tasksOf = (name: string): Promise<unknown> =>
  count('from todo.tasks t join todo.users u on u.id = t.user_id where username = $1', name);

/** The SQL of the requests that a command made, apart from the statement that every request begins with. */
async function statementsOf(action: () => Promise<unknown>): Promise<string[]> {
  const before = world.neon.requests.length;
  await action();
  return world.neon.requests.slice(before).flatMap(({ statements }) => statements.slice(1));
}

describe('success criteria', () => {
  it('SC-001 every sign-up makes a row in users', async () => {
    const names = [world.name(), world.name(), world.name(), world.name()];
    for (const name of names) {
      await world.machine().signUp(name);
      expect(await count('from todo.users where username = $1', name)).toBe(1);
    }
  });

  it('SC-002 every login asks the database, whether it succeeds or not', async () => {
    const name = world.name();
    await world.machine().signUp(name);

    for (const password of [PASSWORD, 'wrong password', PASSWORD]) {
      const phone = recordingConnections(world.machine());
      const statements = await statementsOf(() => phone.pipe(password, 'login', name, '--password-stdin'));
      expect(statements).toEqual([
        expect.stringContaining('todo.login_challenge('),
        expect.stringContaining('todo.login('),
      ]);
      expect(new Set(connectionsOf(phone))).toEqual(new Set([`127.0.0.1:${world.neon.port}`]));
    }
  });

  it('SC-003 every add makes a row in tasks', async () => {
    const name = world.name();
    const laptop = world.machine();
    await laptop.signUp(name);
    const titles = [
      'Buy oat milk',
      '買い物: 卵と牛乳 🥚',
      'Lire « Candide »',
      'https://example.org/?q=a&b=c#d',
    ];

    for (const [index, title] of titles.entries()) {
      expect(await laptop.todo('add', title)).toMatchObject({ code: 0 });
      expect(await tasksOf(name)).toBe(index + 1);
    }

    const rows = await world.neon.query(
      'select title from todo.tasks t join todo.users u on u.id = t.user_id where username = $1 order by number',
      [name],
    );
    expect(rows.map(({ title }) => title)).toEqual(titles);
  });

  it('SC-004 the whole list is there after a restart', async () => {
    const laptop = world.machine();
    await laptop.signUp(world.name());
    await laptop.pipe('Pack the tent\nPrint the tickets\nEmpty the fridge\n', 'add', '-');

    const first = await laptop.json('list');
    const second = await laptop.json('list');

    expect(first).toMatchObject([{ number: 1 }, { number: 2 }, { number: 3 }]);
    expect(second).toEqual(first);
  });

  it('SC-005 a change is in the database by the time that its command ends', async () => {
    const name = world.name();
    const laptop = world.machine();
    await laptop.signUp(name);
    const row = async (): Promise<unknown> => {
      const [found] = await world.neon.query(
        'select title, completed from todo.tasks t join todo.users u on u.id = t.user_id where username = $1',
        [name],
      );
      return found;
    };

    await laptop.todo('add', 'Sweep the stairs');
    expect(await row()).toEqual({ title: 'Sweep the stairs', completed: false });
    await laptop.todo('edit', '1', '--title', 'Sweep the stairs and the yard');
    expect(await row()).toEqual({ title: 'Sweep the stairs and the yard', completed: false });
    await laptop.todo('done', '1');
    expect(await row()).toEqual({ title: 'Sweep the stairs and the yard', completed: true });
    await laptop.todo('rm', '1', '--yes');
    expect(await row()).toBeUndefined();
  });

  it('SC-006 no task is written to any file, and there is no local database', async () => {
    const laptop = world.machine();
    const before = filesBelow(laptop.root);
    await laptop.signUp(world.name());
    await laptop.todo('add', 'Xylophone lesson', '--note', 'Bring the mallets', '--tag', 'quaver');
    await laptop.pipe('Xylophone varnish\n', 'add', '-');
    await laptop.todo('edit', '2', '--title', 'Xylophone polish');
    for (const line of [
      'list',
      'list --json',
      'show 1',
      'done 1',
      'list --all',
      'rm 2 --yes',
      'show 2',
      'whoami',
    ]) {
      await laptop.todo(...line.split(' '));
    }

    const written = filesBelow(laptop.root).filter((path) => !before.includes(path));
    const home = join(laptop.root, 'home');
    expect(written).toEqual([
      // The program as V8 compiled it, and nothing that it works with.
      join(home, '.cache', 'neon-todo', `neon-todo-${process.version}-${process.arch}`),
      join(home, '.config', 'neon-todo', 'sessions.json'),
    ]);
    for (const path of written) {
      expect(path).not.toMatch(/\.(db|sqlite3?)(-\w+)?$/);
      expect(`${path}\n${readFileSync(path, 'latin1')}`).not.toMatch(/xylophone|mallets|quaver/i);
    }
  });

  it('SC-007 the first answer of the database arrives within 5 seconds', async () => {
    const laptop = world.machine();
    await laptop.signUp(world.name());

    // The deadline of the program itself: it would end with exit code 6.
    expect(await laptop.todo('list', '--timeout', '5')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('SC-008 everyday use by several people at once violates no constraint', async () => {
    const people = [world.name(), world.name(), world.name()];
    const before = world.neon.requests.length;

    const days = people.map(async (name) => {
      const laptop = world.machine();
      await laptop.signUp(name);
      const phone = world.machine();
      await phone.logIn(name);
      const outcomes = [
        await laptop.pipe('Buy stamps\nPost the letters\nCall Grandma\n', 'add', '-'),
        ...(await Promise.all([
          laptop.todo('done', '1'),
          phone.todo('add', 'Pay the milkman', '--due', 'tomorrow'),
          laptop.todo('edit', '2', '--add-tag', 'errand'),
          phone.todo('done', '1', '2'),
        ])),
        await phone.todo('rm', '3', '--yes'),
        await laptop.todo('reopen', '2'),
      ];
      return outcomes.map(({ code, stderr }) => ({ code, stderr }));
    });

    for (const outcomes of await Promise.all(days)) {
      expect(outcomes).toEqual(Array.from({ length: 7 }, () => ({ code: 0, stderr: '' })));
    }
    for (const { status } of world.neon.requests.slice(before)) {
      expect(status).toBe(200);
    }
    for (const name of people) {
      expect(await tasksOf(name)).toBe(3);
    }
  });

  it('SC-009 all machines of somebody see the same tasks', async () => {
    const name = world.name();
    const laptop = world.machine();
    await laptop.signUp(name);
    const phone = world.machine();
    await phone.logIn(name);

    await laptop.todo('add', 'Choose a birthday cake');
    await phone.todo('add', 'Blow up the balloons', '--due', '2027-05-04');

    const list = await laptop.json('list');
    expect(list).toMatchObject([{ title: 'Blow up the balloons' }, { title: 'Choose a birthday cake' }]);
    expect(await phone.json('list')).toEqual(list);
  });

  it('SC-010 every connection goes to the host that DATABASE_URL names', async () => {
    const laptop = recordingConnections(createMachine({ DATABASE_URL: world.neon.url() }));
    await laptop.signUp(world.name());
    const lines = [
      'add Feed the cat',
      'list',
      'show 1',
      'edit 1 --due today',
      'done 1',
      'rm 1 --yes',
      'db status',
    ];
    for (const line of [...lines, 'token create --name ci', 'whoami', 'logout']) {
      expect({ line, ...(await laptop.todo(...line.split(' '))) }).toMatchObject({ line, code: 0 });
    }
    expect(new Set(connectionsOf(laptop))).toEqual(new Set([`127.0.0.1:${world.neon.port}`]));

    const elsewhere = recordingConnections(
      createMachine({ DATABASE_URL: 'postgresql://a:b@localhost:1/neondb' }),
    );
    await elsewhere.todo('db', 'status', '--timeout', '1');
    expect(connectionsOf(elsewhere)).toEqual([]);
  });
});
