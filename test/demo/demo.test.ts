import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, it, type TestContext } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

beforeAll(() => {
  execFileSync(process.execPath, ['rolldown.config.js'], { cwd: ROOT, stdio: 'inherit' });
});

/** A folder for temporary files that nobody else uses. */
function makeTemporaryFolder(onTestFinished: TestContext['onTestFinished']): string {
  const folder = mkdtempSync(join(tmpdir(), 'neon-todo-demo-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The demo in a pipe. */
function startDemo(temporary: string) {
  const { NO_COLOR: _off, FORCE_COLOR: _on, ...env } = process.env;
  return spawn(process.execPath, ['--import', 'tsx', 'test/demo/demo.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, LC_ALL: 'C.UTF-8', TMPDIR: temporary, TEMP: temporary, TSX_DISABLE_CACHE: '1' },
  });
}

describe.concurrent('the demo without a terminal', { timeout: 120_000 }, () => {
  it('gives the whole tour and leaves nothing behind', async ({ expect, onTestFinished }) => {
    const temporary = makeTemporaryFolder(onTestFinished);
    const demo = startDemo(temporary);
    const [output, errors, [exitCode]] = await Promise.all([
      text(demo.stdout),
      text(demo.stderr),
      once(demo, 'close'),
    ]);

    expect(errors).toMatch(/^Creating the tables of neon-todo in localhost:\d+\/neondb .*\n$/);
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^Welcome to localhost:\d+\/neondb as mira, until/m);
    expect(output).toContain(
      '\n$ todo add Water the plants 🪴 due:tomorrow +home every:3d!\nAdded #1 Water the plants 🪴',
    );
    expect(output).toContain('\nAdded #6 Coffee beans · due today · +groceries\n');
    expect(output).toMatch(/^ 7 {2}! .* High {2}Pay the electricity bill .* \+home \+money$/m);
    expect(output).toContain('\n13 open, 2 overdue\n');
    expect(output).toMatch(/^ *Mon +Tue +Wed +Thu +Fri +Sat +Sun$/m);
    expect(output).toContain('\nDone each day\n');
    expect(output).toMatch(/^Line 1: Would add Cut the hedge .* High · \+garden \+project\/house$/m);
    expect(output).toMatch(/^- \[ \] Book the night train Zürich → Wien .*#travel.*$/m);
    expect(output).toContain('\nDone #5 Jalapeños, not the hot ones');
    expect(output).toContain('\nReopened #5 Jalapeños, not the hot ones');
    expect(output).toContain('\nRemoved #13 Fix the dripping tap in the bathroom\n');
    expect(output).toMatch(/^7\topen\t\d{4}-\d\d-\d\d\tHigh\tPay the electricity bill\thome,money$/m);
    expect(output).toContain("[0].title'\nPay the electricity bill\n");
    expect(output).toContain('\nmira <mira@example.org>\n');
    expect(output).toMatch(/^Role +neondb_owner, /m);
    expect(output).not.toContain('\u001b');
    expect(readdirSync(temporary)).toEqual([]);
  });

  it.runIf(process.platform !== 'win32')(
    'leaves nothing behind when it is ended half-way',
    async ({ expect, onTestFinished }) => {
      const temporary = makeTemporaryFolder(onTestFinished);
      const demo = startDemo(temporary);
      void buffer(demo.stderr);
      let output = '';
      for await (const chunk of demo.stdout.setEncoding('utf8')) {
        output += String(chunk);
        if (output.includes('$ todo add')) demo.kill('SIGTERM');
      }
      if (demo.exitCode === null && demo.signalCode === null) await once(demo, 'close');

      expect(demo.signalCode).toBe('SIGTERM');
      expect(output).not.toContain('$ todo list');
      expect(readdirSync(temporary)).toEqual([]);
    },
  );
});
