import { readFileSync } from 'node:fs';

/** The script for `bash`, `zsh` or `fish`, from the folder of all of them. */
export function completionScript(shell: string, folder: URL): string {
  return readFileSync(new URL(`todo.${shell}`, folder), 'utf8');
}
