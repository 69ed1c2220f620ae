import { type DatabaseStatus, UPDATE_COMMAND } from '../domain/database-status.ts';
import { escapeControl } from './escape.ts';
import { colors, type Style } from './style.ts';
import { wrap } from './wrap.ts';

const LABEL_WIDTH = 10;

/** One fact a line, and last of all what to do next. */
export function databaseCard(facts: DatabaseStatus, style: Style): string {
  const { bold, dim } = colors(style);
  const { role } = facts;
  const rows: [string, string][] = [
    ['Database', `${bold(escapeControl(facts.database))}, reachable`],
    ['Named by', escapeControl(facts.source)],
    ['Latency', `${facts.latencyMs} ms`],
    ['Postgres', facts.postgres],
    ['Tables', schemaState(facts)],
    ['Role', `${escapeControl(role.name)}, ${powers(facts)}`],
    [
      'Other',
      facts.otherTables === 0
        ? 'nothing else in this database'
        : `${facts.otherTables} tables of other programs`,
    ],
    ['Next', nextStep(facts)],
  ];
  const lines: string[] = [];
  for (const [label, text] of rows) {
    const [first = '', ...rest] = wrap(text, style.width - LABEL_WIDTH);
    lines.push(dim(label.padEnd(LABEL_WIDTH)) + first, ...rest.map((line) => ' '.repeat(LABEL_WIDTH) + line));
  }
  return lines.join('\n');
}

/** The facts, and what to do next, in the public shape of `todo db status --json`. */
export function databaseJson(facts: DatabaseStatus) {
  return { ...facts, reachable: true, next: nextStep(facts) };
}

/** What a person does after seeing this status. */
function nextStep({ schemaVersion, latestSchemaVersion, role }: DatabaseStatus): string {
  if (schemaVersion > latestSchemaVersion) {
    return `update neon-todo: ${UPDATE_COMMAND}`;
  }
  if (schemaVersion < latestSchemaVersion && !role.mayCreateTables) {
    return 'ask the owner of the database to run `todo db migrate`';
  }
  if (schemaVersion === 0) {
    return '`todo signup` creates the tables and your account';
  }
  if (schemaVersion < latestSchemaVersion) {
    return '`todo db migrate` brings the tables up to date';
  }
  return role.bypassesRowSecurity || role.superuser
    ? 'nothing for you alone; to share the database, hand out the URL of `todo db invite`, never this one'
    : 'nothing: all is well';
}

function schemaState({ schemaVersion, latestSchemaVersion }: DatabaseStatus): string {
  if (schemaVersion === 0) {
    return 'none yet';
  }
  if (schemaVersion === latestSchemaVersion) {
    return `version ${schemaVersion}, up to date`;
  }
  const verb = schemaVersion > latestSchemaVersion ? 'knows' : 'needs';
  return `version ${schemaVersion}, this program ${verb} ${latestSchemaVersion}`;
}

function powers({ role }: DatabaseStatus): string {
  if (role.superuser || role.bypassesRowSecurity || role.memberOfNeonSuperuser) {
    return 'an owner: it can get past row-level security and read the tasks of every user';
  }
  return 'restricted: row-level security shows it the rows of the user who is logged in';
}
