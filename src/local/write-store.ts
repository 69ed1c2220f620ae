import { basename, dirname, extname } from 'node:path';
import Conf from 'conf';

/**
 * Has conf write a file that is not there yet, readable by its owner alone. Throws the system's error; `ENOSPC` also where only a part was
 * written, as conf does not look at how much there was room for.
 */
export function writeStore(path: string, content: Readonly<Record<string, unknown>>): void {
  const extension = extname(path);
  const conf = new Conf({
    cwd: dirname(path),
    configName: basename(path, extension),
    fileExtension: extension.slice(1),
    configFileMode: 0o600,
    clearInvalidConfig: false,
  });
  conf.store = content;
  try {
    // Reads it again.
    void conf.store;
  } catch (cause) {
    throw Object.assign(new Error(`${path} was written in part`, { cause }), { code: 'ENOSPC' });
  }
}
