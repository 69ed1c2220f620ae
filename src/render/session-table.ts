import { describeInstantBriefly } from '../domain/instant.ts';
import type { ListedSession } from '../domain/listed-session.ts';
import { escapeControl } from './escape.ts';
import { type Cell, cell, type Column, columnOf, grid, inRoom, leadingColumns } from './grid.ts';
import { shortId } from './session-line.ts';
import { colors, type Style } from './style.ts';

const NARROWEST = 20;
/** What the device must be left with, unless all are shorter, before other columns are left out. */
const COMFORTABLE_DEVICE = 16;

/**
 * Sessions as aligned columns that fit the style's width (20 at least), a line each under a heading, and a line that says which one
 * asks, without a last newline. When it gets narrow, columns are left out: when a session was made, when it expires, when it
 * was last used, at last whether it may only read.
 */
export function sessionTable(sessions: readonly ListedSession[], asked: Style): string {
  if (sessions.length === 0) return '';
  const style = { ...asked, width: Math.max(asked.width, NARROWEST) };
  const { green, yellow, dim } = colors(style);
  const column = (heading: string, cellOf: (session: ListedSession) => Cell): Column =>
    columnOf(heading, sessions.map(cellOf));
  const when = (heading: string, instantOf: (session: ListedSession) => Date): Column =>
    column(heading, (session) => cell(describeInstantBriefly(instantOf(session), style.now)));

  const mark = column('', ({ current }) => cell(current ? '*' : '', green));
  const id = column('ID', (session) => cell(shortId(session)));
  const device = column('Device', (session) => cell(escapeControl(session.device), undefined, style.width));
  const access = column('Access', ({ readOnly }) => cell(readOnly ? 'read-only' : '', yellow));
  const lastUsed = when('Last used', (session) => session.lastUsedAt);
  const created = when('Created', (session) => session.createdAt);
  const expires = when('Expires', (session) => session.expiresAt);

  const isThere = sessions.some(({ current }) => current);
  const begin = isThere ? [mark, id] : [id];
  const rest = sessions.some(({ readOnly }) => readOnly) ? [access] : [];
  const choices = [
    [...rest, lastUsed, created, expires],
    [...rest, lastUsed, expires],
    [...rest, lastUsed],
    rest,
    [],
  ];
  const sets = choices.map((columns) => begin.concat(columns));
  const others = leadingColumns(sets, device, COMFORTABLE_DEVICE, style);
  const columns = [...begin, inRoom(device, others, style), ...others.slice(begin.length)];
  const table = grid(columns, style);
  return isThere ? `${table}\n${dim('* is this session')}` : table;
}
