import { inject } from 'vitest';

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
const INSTANT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/**
 * Output with what differs from run to run in words: `ID`, `INSTANT`, `HOST/DB`, `TOKEN`, users without what signUpUser adds to
 * their names, folders as `~`, and the days and times that come from the database's clock as `DAY` and `WHEN`.
 */
export function masked(text: string): string {
  return text
    .replaceAll(inject('temporaryFolder'), '')
    .replaceAll(/\/machine-\w{6}/g, '~')
    .replaceAll(UUID, 'ID')
    .replaceAll(INSTANT, 'INSTANT')
    .replaceAll(/\blocalhost:\d+\/\w+/g, 'HOST/DB')
    .replaceAll(/\btodo_[\w-]{64}(?![\w-])/g, 'TOKEN')
    .replaceAll(/\b(\p{Letter}+)-[0-9a-f]{10}\b/gu, '$1')
    .replaceAll(/(until|since) \d{4}-\d\d-\d\d\b/g, '$1 DAY')
    .replaceAll(/^(Created|Updated|Completed) {2,}.*$/gm, '$1 WHEN');
}
