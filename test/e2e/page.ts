import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Pages for people, which show what to type. */
export const DOCS = new URL('../../docs/', import.meta.url);

/** The blocks in this language of a page in docs/, without their fences. */
export function blocks(page: string, language: string): string[] {
  return blocksIn(readFileSync(new URL(page, DOCS), 'utf8'), language);
}

/** The only block in this language below a heading of a page in docs/. */
export function blockBelow(heading: string, page: string, language: string): string {
  const text = readFileSync(new URL(page, DOCS), 'utf8');
  const sections = text.split(/^## /m).filter((section) => section.startsWith(`${heading}\n`));
  const found = sections.flatMap((section) => blocksIn(section, language));
  assert.equal(found.length, 1, heading);
  return found.join('');
}

function blocksIn(text: string, language: string): string[] {
  const fenced = new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm');
  return [...text.matchAll(fenced)].map(([, block = '']) => block);
}

/** Whether this machine has a program that pages mention. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}
