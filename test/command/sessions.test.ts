import { beforeEach, describe, expect, it } from 'vitest';
import { newMachine } from '../support/machine.ts';
import { masked } from '../support/masked.ts';
import { PLAIN_TERMINAL } from '../support/run-todo.ts';
import { PASSWORD, signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

const PHONE = '3f2a91bc-0000-4000-8000-000000000001';
const TABLET = '3f2a91bc-1111-4000-8000-000000000002';
const WALLBOARD = '9c01d2aa-0000-4000-8000-000000000003';
/** The one that ada’s machine is logged in with. */
const LAPTOP = '00c0ffee-0000-4000-8000-000000000004';

const KNOWN: readonly (readonly [
  id: string,
  device: string,
  readOnly: boolean,
  created: string,
  lastUsed: string,
  expires: string,
])[] = [
  [PHONE, 'phone', false, '2026-11-20T08:00:00Z', '2026-11-22T18:30:00Z', '2099-01-01T12:00:00Z'],
  [TABLET, 'tablet', false, '2026-11-19T08:00:00Z', '2026-11-20T08:00:00Z', '2099-01-01T12:00:00Z'],
  [
    WALLBOARD,
    'wall\u001B[31mboard',
    true,
    '2026-01-05T12:00:00Z',
    '2026-11-23T08:55:00Z',
    '2098-11-24T05:00:00Z',
  ],
];

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
  await ada.database.query('delete from todo.sessions where id = any($1::uuid[])', [
    `{${[PHONE, TABLET, WALLBOARD, LAPTOP].join(',')}}`,
  ]);
  // In the future, or else each use would be noted with the time of the database's clock.
  await ada.database.query(
    `update todo.sessions set id = $1, created_at = '2026-11-23T08:00:00Z', last_used_at = '2099-11-23T09:00:00Z',
       expires_at = '2099-12-24T09:00:00Z' where user_id = $2`,
    [LAPTOP, ada.id],
  );
  for (const [id, device, readOnly, created, lastUsed, expires] of KNOWN) {
    await ada.database.query(
      `insert into todo.sessions (id, user_id, token_hash, device, read_only, created_at, last_used_at, expires_at)
         values ($1, $2, sha256(uuid_send($1)), $3, $4, $5, $6, $7)`,
      [id, ada.id, device, readOnly, created, lastUsed, expires],
    );
  }
});

describe('todo sessions', () => {
  it('is a table at a terminal, the session used latest first', async () => {
    expect((await ada.todo('sessions', PLAIN_TERMINAL)).stdout.split('\n')).toEqual([
      '   ID        Device             Access     Last used        Expires',
      '*  00c0ffee  laptop                        Mon 23 Nov 2099  Thu 24 Dec 2099',
      String.raw`   9c01d2aa  wall\x1b[31mboard  read-only  today 09:55      Mon 24 Nov 2098`,
      '   3f2a91bc  phone                         yesterday 19:30  Thu 1 Jan 2099',
      '   3f2a91bc  tablet                        Fri 20 Nov       Thu 1 Jan 2099',
      '* is this session',
      '',
    ]);
  });

  it('is a line a session in a pipe, with whole ids', async () => {
    expect(await ada.todo('sessions')).toEqual({
      exitCode: 0,
      stdout: [
        `${LAPTOP}\tlaptop\tfull\t2026-11-23T08:00:00.000Z\t2099-11-23T09:00:00.000Z\t2099-12-24T09:00:00.000Z\tthis`,
        `${WALLBOARD}\twall\\x1b[31mboard\tread-only\t2026-01-05T12:00:00.000Z\t2026-11-23T08:55:00.000Z\t2098-11-24T05:00:00.000Z\t`,
        `${PHONE}\tphone\tfull\t2026-11-20T08:00:00.000Z\t2026-11-22T18:30:00.000Z\t2099-01-01T12:00:00.000Z\t`,
        `${TABLET}\ttablet\tfull\t2026-11-19T08:00:00.000Z\t2026-11-20T08:00:00.000Z\t2099-01-01T12:00:00.000Z\t`,
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  it('is one document with --json, one object a line with --jsonl, ids alone with -q', async () => {
    const all: unknown[] = JSON.parse((await ada.todo('sessions --json')).stdout);
    expect(all).toHaveLength(4);
    expect(all[1]).toEqual({
      id: WALLBOARD,
      device: 'wall\u001B[31mboard',
      readOnly: true,
      createdAt: '2026-01-05T12:00:00.000Z',
      lastUsedAt: '2026-11-23T08:55:00.000Z',
      expiresAt: '2098-11-24T05:00:00.000Z',
      current: false,
    });
    const { stdout } = await ada.todo('sessions --jsonl');
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(all);
    expect((await ada.todo('sessions -q', { terminal: true })).stdout).toBe(
      `${LAPTOP}\n${WALLBOARD}\n${PHONE}\n${TABLET}\n`,
    );
  });

  it('leaves out what has expired and what is of others', async () => {
    const eve = await signUpUser(sharedDatabase(), 'eve');
    await ada.database.query("update todo.sessions set expires_at = now() - interval '1 s' where id = $1", [
      PHONE,
    ]);
    expect((await ada.todo('sessions -q')).stdout).toBe(`${LAPTOP}\n${WALLBOARD}\n${TABLET}\n`);
    expect((await eve.todo('sessions -q')).stdout).toBe(`${eve.sessionId}\n`);
  });

  it.each([
    ['sessions bogus', "Unknown command 'bogus'", 'To end a session: todo sessions revoke ID'],
    ['sessions revok 3f2a91bc', "Unknown command 'revok'", 'Did you mean revoke?'],
    ['sessions help', "Unknown command 'help'", 'To end a session: todo sessions revoke ID'],
    ['sessions --all', "Unknown option '--all'", ''],
    ['sessions --jsonl -q', '--jsonl and --quiet cannot be combined', ''],
    ['sessions -q revoke 3f2a91bc --jsonl', '--jsonl and --quiet cannot be combined', ''],
  ])('refuses `todo %s`', async (words, message, hint) => {
    const { exitCode, stdout, stderr } = await ada.todo(words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`Error: ${message}.`);
    expect(stderr).toContain(hint);
  });
});

describe('todo sessions revoke', () => {
  it('ends a session, which fails at its very next request', async () => {
    const desktop = newMachine(ada.database.url);
    await desktop.todo(`login ${ada.username} --password-stdin --device desktop`, { stdin: PASSWORD });
    const id = await idOf('desktop');
    expect(await desktop.todo('list')).toMatchObject({ exitCode: 0 });
    const { exitCode, stdout, stderr } = await ada.todo(`sessions revoke ${id.slice(0, 8)} --json`);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual([
      {
        id,
        device: 'desktop',
        readOnly: false,
        createdAt: expect.any(String),
        lastUsedAt: expect.any(String),
        expiresAt: expect.any(String),
        current: false,
      },
    ]);
    const refused = await desktop.todo('add Buy oat milk');
    expect([refused.exitCode, refused.stdout, masked(refused.stderr)]).toEqual([
      4,
      '',
      'Error: The session at HOST/DB has expired or was ended.\nRun `todo login`; in scripts, set TODO_TOKEN.\n',
    ]);
    expect(await ada.todo('list')).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('says which ones it ended', async () => {
    const words = `sessions revoke 9c01d2aa ${PHONE}`;
    expect((await ada.todo(words, PLAIN_TERMINAL)).stdout).toBe(
      'Ended 9c01d2aa wall\\x1b[31mboard, last used today 09:55\n' +
        'Ended 3f2a91bc phone, last used yesterday 19:30\n',
    );
    expect(await left()).toEqual(['laptop', 'tablet']);
  });

  it.each([
    ['in capitals, without dashes', '9C01D2AA0000'],
    ['named twice', `9c01d2aa ${WALLBOARD}`],
  ])('takes an id %s', async (_case, ids) => {
    expect(await ada.todo(`sessions revoke -q ${ids}`)).toEqual({
      exitCode: 0,
      stdout: `${WALLBOARD}\n`,
      stderr: '',
    });
    expect(await left()).toEqual(['laptop', 'phone', 'tablet']);
  });

  it('ends those that there are, and names the others with exit 3', async () => {
    expect(await ada.todo('sessions revoke deadbeef 9c01d2aa 01234567-89')).toEqual({
      exitCode: 3,
      stdout: 'Ended 9c01d2aa wall\\x1b[31mboard, last used today 09:55\n',
      stderr:
        'Error: No such session: deadbeef, 01234567-89.\n' +
        'See what there is with `todo sessions`: it may have been ended, or have expired.\n',
    });
    expect(await left()).toEqual(['laptop', 'phone', 'tablet']);
  });

  it('ends none whose beginning several have, with exit 2', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('sessions revoke 3f2a91bc 9c01d2aa -q');
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: `${WALLBOARD}\n`,
      stderr: 'Error: Several sessions have ids that begin with 3f2a91bc.\nGive more of the id.\n',
    });
    expect(await left()).toEqual(['laptop', 'phone', 'tablet']);
    expect((await ada.todo('sessions revoke 3f2a91bc-1 -q')).stdout).toBe(`${TABLET}\n`);
  });

  it('tells of both, missing and ambiguous', async () => {
    const { exitCode, stderr } = await ada.todo('sessions revoke 3f2a91bc deadbeef');
    expect(exitCode).toBe(3);
    expect(stderr).toContain('No such session: deadbeef.\n');
    expect(stderr).toContain('Several sessions have ids that begin with 3f2a91bc.\n');
  });

  it('does not find a session of somebody else', async () => {
    const eve = await signUpUser(sharedDatabase(), 'eve');
    expect(await eve.todo(`sessions revoke ${PHONE}`)).toMatchObject({ exitCode: 3, stdout: '' });
    expect(await left()).toEqual(['laptop', 'phone', 'tablet', 'wall\u001B[31mboard']);
  });

  it('logs this machine out if it is its own session', async () => {
    const { exitCode, stdout, stderr } = await ada.todo(`sessions revoke ${LAPTOP} 9c01d2aa`);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(masked(stdout)).toBe(
      'Ended 00c0ffee laptop, last used Mon 23 Nov 2099\n' +
        'Ended 9c01d2aa wall\\x1b[31mboard, last used today 09:55\n' +
        'Logged out of HOST/DB\n',
    );
    expect(masked((await ada.todo('list')).stderr)).toContain('Not logged in to HOST/DB');
    expect(await left()).toEqual(['phone', 'tablet']);
  });

  it('leaves the login of this machine alone if the session of TODO_TOKEN ends itself', async () => {
    const token = (await ada.todo('token create --name ci')).stdout.trim();
    const id = await idOf('ci');
    const env = { TODO_TOKEN: token };
    const { exitCode, stdout } = await ada.todo(`sessions revoke ${id}`, { env });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('\nThe token in TODO_TOKEN has stopped working\n');
    expect(await ada.todo('list', { env })).toMatchObject({ exitCode: 4 });
    expect(await ada.todo('list')).toMatchObject({ exitCode: 0 });
  });

  it.each(['', 'x', '9c01d2aa 3f2a91b', '9c01d2aa 1', '9c01d2aa laptop', `${PHONE}0`, '9c01d2aa --all'])(
    'refuses "%s" with exit 2, and ends nothing',
    async (words) => {
      const { exitCode, stdout } = await ada.todo(`sessions revoke ${words}`);
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(await left()).toHaveLength(4);
    },
  );
});

async function left(): Promise<unknown[]> {
  const rows = await ada.database.query(
    'select device from todo.sessions where user_id = $1 order by device',
    [ada.id],
  );
  return rows.map(({ device }) => device);
}

async function idOf(device: string): Promise<string> {
  const [row] = await ada.database.query(
    'select id::text from todo.sessions where user_id = $1 and device = $2',
    [ada.id, device],
  );
  return String(row?.['id']);
}
