import ICAL from 'ical.js';
import type { Kept } from '../kept.ts';
import type { Line } from './components.ts';

// Programs leave out VALUE=DATE.
ICAL.design.strict = false;

/** A content line as far as it needs no parsing. */
export interface RawProperty {
  /** In capitals. */
  readonly name: string;
  /** Parameters, with a semicolon in front of each, or nothing. */
  readonly parameters: string;
  readonly value: string;
}

export interface Property {
  /** But for VALUE. Names are in lower case. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly values: readonly string[];
}

/** The control characters that iCalendar forbids, which are those of ASCII, and the end of a line. */
const FORBIDDEN = /(?![\t\u0080-\u009F])\p{Cc}/u;
const NAME = /^[\w.-]{1,100}(?=[:;])/;
/** More than any parameters that somebody wrote on purpose: reading many takes time by the square of their number. */
const LONGEST_PARAMETERS = 5_000;

/** Undefined for what is no content line. */
export function splitLine(text: string): RawProperty | undefined {
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return undefined;
  const colon = valueColon(text, name.length);
  if (colon === undefined) return undefined;
  return {
    name: name.toUpperCase(),
    parameters: text.slice(name.length, colon),
    value: text.slice(colon + 1),
  };
}

/** The first colon that is in no quotes. */
function valueColon(text: string, from: number): number | undefined {
  let isQuoted = false;
  const end = Math.min(text.length, from + LONGEST_PARAMETERS);
  for (let at = from; at < end; at++) {
    const character = text.charAt(at);
    if (character === '"') isQuoted = !isQuoted;
    if (character === ':' && !isQuoted) return at;
  }
  return undefined;
}

/** Undefined for what no property can be made of. */
export function parseProperty({ name, parameters, value }: RawProperty): Property | undefined {
  try {
    const [, parsed, , ...values]: [string, Record<string, unknown>, string, ...unknown[]] =
      ICAL.parse.property(`${name}${parameters}:${value}`);
    return { parameters: parsed, values: values.map(String) };
  } catch {
    return undefined;
  }
}

/** As it is kept: of one with parameters they come first, and then a colon. */
export function keptProperty({ name, parameters, value }: RawProperty): Kept {
  const isPlain = parameters === '' && !/^[:;]/.test(value);
  return { name, value: isPlain ? value : `${parameters}:${value}` };
}

/** A component as it is kept: with all of its lines. */
export function keptComponent(lines: readonly Line[]): Kept {
  const [begin] = lines;
  return {
    name: (begin?.text.slice('BEGIN:'.length) ?? '').trim().toUpperCase(),
    value: lines.map(({ text }) => text).join('\n'),
  };
}

const PARAMETER_VALUE = '(?:"[^"]*"|[^";:,]*)';
const PARAMETER = String.raw`;[A-Z\d-]+=${PARAMETER_VALUE}(?:,${PARAMETER_VALUE})*`;
const CONTENT_LINE = new RegExp(String.raw`^[A-Z\d-]+(?:${PARAMETER})*:`, 'i');

/**
 * The content lines, not folded yet, of what keptProperty or keptComponent made. Undefined if RFC 5545 has no such lines, or they would be
 * read as something else.
 */
export function contentLines(kept: Kept): readonly string[] | undefined {
  const { name, value } = kept;
  const isComponent = value.startsWith('BEGIN:');
  const lines = isComponent ? value.split('\n') : [`${name}${/^[:;]/.test(value) ? '' : ':'}${value}`];
  const isWhole = isComponent ? isBalanced(lines, name) : isRead(lines[0], kept);
  return isWhole && lines.every((line) => CONTENT_LINE.test(line) && !FORBIDDEN.test(line))
    ? lines
    : undefined;
}

function isRead(line = '', { name, value }: Kept): boolean {
  const property = splitLine(line);
  const read = property && keptProperty(property);
  return name !== 'BEGIN' && name !== 'END' && read?.name === name && read.value === value;
}

/** Whether it is one component of this name, with those within it closed in order. */
function isBalanced(lines: readonly string[], name: string): boolean {
  const open: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (index > 0 && open.length === 0) return false;
    const [, boundary, word = ''] = /^(BEGIN|END):([\w-]+)$/.exec(line) ?? [];
    if (boundary === 'BEGIN') open.push(word);
    else if (boundary !== undefined && open.pop() !== word) return false;
  }
  return open.length === 0 && lines[0] === `BEGIN:${name}`;
}
