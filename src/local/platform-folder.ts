import { userInfo } from 'node:os';
import { posix, win32 } from 'node:path';
import type { Environment } from './environment.ts';

export interface Platform {
  readonly env: Environment;
  readonly platform: string;
}

/**
 * Where the platform keeps such files of a program (XDG on Linux); undefined where there is no home. Only absolute paths count, as XDG
 * demands: a relative one would lead to another place from each folder, and to what strangers have put there.
 */
export function platformFolder(kind: 'cache' | 'config', { env, platform }: Platform): string | undefined {
  const path = platform === 'win32' ? win32 : posix;
  const absolute = (folder: string | undefined): string | undefined =>
    folder !== undefined && path.isAbsolute(folder) ? folder : undefined;
  const inHome = (variable: string, ...below: readonly string[]): string | undefined => {
    const home = absolute(env[variable] ?? accountHome());
    return home === undefined ? undefined : path.join(home, ...below);
  };
  const own = (parent: string | undefined, ...below: readonly string[]): string | undefined =>
    parent === undefined ? undefined : path.join(parent, 'neon-todo', ...below);

  switch (platform) {
    case 'win32':
      return kind === 'cache'
        ? own(absolute(env['LOCALAPPDATA']) ?? inHome('USERPROFILE', 'AppData', 'Local'), 'Cache')
        : own(absolute(env['APPDATA']) ?? inHome('USERPROFILE', 'AppData', 'Roaming'), 'Config');
    case 'darwin':
      return own(inHome('HOME', 'Library', kind === 'cache' ? 'Caches' : 'Preferences'));
    default:
      return kind === 'cache'
        ? own(absolute(env['XDG_CACHE_HOME']) ?? inHome('HOME', '.cache'))
        : own(absolute(env['XDG_CONFIG_HOME']) ?? inHome('HOME', '.config'));
  }
}

/** Undefined for a user whom the system does not know, as in many containers. */
function accountHome(): string | undefined {
  try {
    return userInfo().homedir;
  } catch {
    return undefined;
  }
}
