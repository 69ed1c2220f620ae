import { describeInstantBriefly } from '../domain/instant.ts';
import type { ListedSession } from '../domain/listed-session.ts';
import { escapeControl } from './escape.ts';
import { colors, type Style } from './style.ts';

const SHORT_ID = 8;

/** A session for `cut` and `while read`, with tabs between and no line end; README.md names the fields. */
export function sessionLine({
  id,
  device,
  readOnly,
  createdAt,
  lastUsedAt,
  expiresAt,
  current,
}: ListedSession): string {
  return [
    id,
    escapeControl(device),
    readOnly ? 'read-only' : 'full',
    createdAt.toISOString(),
    lastUsedAt.toISOString(),
    expiresAt.toISOString(),
    current ? 'this' : '',
  ].join('\t');
}

/** `Ended 3f2a91bc laptop, last used today 10:00` */
export function endedLine(session: ListedSession, style: Style): string {
  const { bold, dim } = colors(style);
  const lastUsed = dim(`last used ${describeInstantBriefly(session.lastUsedAt, style.now)}`);
  return `Ended ${shortId(session)} ${bold(escapeControl(session.device))}, ${lastUsed}`;
}

/** The public shape of a session in JSON. */
export function sessionJson({
  id,
  device,
  readOnly,
  createdAt,
  lastUsedAt,
  expiresAt,
  current,
}: ListedSession) {
  return {
    id,
    device,
    readOnly,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    current,
  };
}

/** What tells one session from another where there is no table: `laptop, this session`. */
export function sessionHint({ device, readOnly, current }: ListedSession): string {
  const marks = [...(readOnly ? ['read-only'] : []), ...(current ? ['this session'] : [])];
  return [escapeControl(device), ...marks].join(', ');
}

/** As much of an id as people type: what names a session to `todo sessions revoke`. */
export function shortId({ id }: ListedSession): string {
  return id.slice(0, SHORT_ID);
}
