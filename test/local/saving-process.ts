/**
 * A process that stores one login after the other, until it is killed or has stored as many as it was told, and prints the database of
 * each one that is stored. Arguments: the configuration folder, the beginning of the databases' names, how many.
 */
import { writeSync } from 'node:fs';
import { openSessionStore } from '../../src/local/session-store.ts';

const [folder, name = '', count] = process.argv.slice(2);
const store = openSessionStore(folder);
for (let i = 0; i < Number(count); i += 1) {
  const database = `${name}/${i}`;
  await store.save(database, { token: `token of ${database}`, username: 'ada' });
  // At once: a stream would still hold it when the process is killed.
  writeSync(1, `${database}\n`);
}
