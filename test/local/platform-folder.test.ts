import { userInfo } from 'node:os';
import { join } from 'node:path';
import { assert, constantFrom, option, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configFolder } from '../../src/local/config-folder.ts';
import { platformFolder } from '../../src/local/platform-folder.ts';

type Variables = Readonly<Record<string, string>>;

describe('the folder for the configuration and for caches', () => {
  it.each<[string, Variables, string | undefined, string | undefined]>([
    ['linux', { HOME: '/home/ada' }, '/home/ada/.config/neon-todo', '/home/ada/.cache/neon-todo'],
    ['linux', { HOME: '/' }, '/.config/neon-todo', '/.cache/neon-todo'],
    ['linux', { HOME: '/h', XDG_CONFIG_HOME: '/c', XDG_CACHE_HOME: '/d' }, '/c/neon-todo', '/d/neon-todo'],
    [
      'linux',
      { HOME: '/h', XDG_CONFIG_HOME: '', XDG_CACHE_HOME: '' },
      '/h/.config/neon-todo',
      '/h/.cache/neon-todo',
    ],
    [
      'linux',
      { HOME: '/h', XDG_CONFIG_HOME: 'c', XDG_CACHE_HOME: './d' },
      '/h/.config/neon-todo',
      '/h/.cache/neon-todo',
    ],
    ['linux', { HOME: '', XDG_CONFIG_HOME: '/c' }, '/c/neon-todo', undefined],
    ['linux', { HOME: '' }, undefined, undefined],
    ['linux', { HOME: 'ada' }, undefined, undefined],
    ['linux', { HOME: '~' }, undefined, undefined],
    ['freebsd', { HOME: '/home/ada' }, '/home/ada/.config/neon-todo', '/home/ada/.cache/neon-todo'],
    [
      'darwin',
      { HOME: '/Users/ada', XDG_CONFIG_HOME: '/c' },
      '/Users/ada/Library/Preferences/neon-todo',
      '/Users/ada/Library/Caches/neon-todo',
    ],
    ['darwin', { HOME: '..' }, undefined, undefined],
    [
      'win32',
      { APPDATA: String.raw`C:\Users\ada\AppData\Roaming`, LOCALAPPDATA: String.raw`D:\Local` },
      String.raw`C:\Users\ada\AppData\Roaming\neon-todo\Config`,
      String.raw`D:\Local\neon-todo\Cache`,
    ],
    [
      'win32',
      { USERPROFILE: String.raw`C:\Users\ada`, APPDATA: 'Roaming' },
      String.raw`C:\Users\ada\AppData\Roaming\neon-todo\Config`,
      String.raw`C:\Users\ada\AppData\Local\neon-todo\Cache`,
    ],
    ['win32', { USERPROFILE: 'ada' }, undefined, undefined],
  ])('on %s with %j are %s and %s', (platform, env, config, cache) => {
    expect(platformFolder('config', { env, platform })).toBe(config);
    expect(platformFolder('cache', { env, platform })).toBe(cache);
  });

  it("are in the account's home where HOME is not set", () => {
    const { homedir } = userInfo();
    expect(platformFolder('config', { env: {}, platform: 'linux' })).toBe(
      join(homedir, '.config', 'neon-todo'),
    );
  });

  it('are never found from the current folder on, whatever the environment says', () => {
    const path = option(
      constantFrom(
        '',
        ' ',
        '.',
        '..',
        './x',
        '~',
        '~/x',
        'x',
        '\n',
        'C:',
        String.raw`\x`,
        '/a',
        '/proc/self',
        '//',
      ),
      { nil: undefined },
    );
    const env = record({ HOME: path, XDG_CONFIG_HOME: path, XDG_CACHE_HOME: path });
    assert(
      property(
        env,
        constantFrom('linux', 'darwin'),
        constantFrom('cache', 'config'),
        (given, platform, kind) => {
          expect(platformFolder(kind, { env: given, platform })?.startsWith('/')).not.toBe(false);
        },
      ),
    );
  });
});

describe('TODO_CONFIG_DIR', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['/etc/todo', '/work', '/etc/todo'],
    ['/etc/todo', undefined, '/etc/todo'],
    ['todo', '/work', '/work/todo'],
    ['../todo/', '/work', '/todo'],
    ['todo', undefined, undefined],
    ['', '/work', '/home/ada/.config/neon-todo'],
  ])('%j is, from %s, %s', (folder, cwd, path) => {
    const env = { HOME: '/home/ada', TODO_CONFIG_DIR: folder };
    expect(configFolder({ env, platform: 'linux', cwd })).toBe(path);
  });
});
