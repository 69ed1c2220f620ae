/** A value of a text, or what is wrong in its place. */
export type JsonPlace = {
  /** The number of the line that it begins on, from 1. */
  readonly line: number;
} & ({ readonly value: unknown } | { readonly problem: string });

/** More than any task has, and few enough for functions that call themselves. */
const DEEPEST = 100;
/** How often a text may be looked through in search of what follows something broken. */
const MOST_LOOKS = 4;
const BETWEEN = /[\s,\uFEFF]*/y;
const NUMBER_OR_WORD = /(?:-?\d[\d.eE+-]*|true|false|null)(?![^\s,\]])/y;
const WITHIN_STRING = /[^"\\\n]*/y;
const UNTIL_MARK = /[^"{}[\]\n]*/y;
/** An object at the beginning of a line: how far it is indented, and whether its brace stands alone. */
const OBJECT_LINE = /([ \t]*)(?:[[,][ \t]*)?\{([ \t\r]*\n)?/y;

const NOT_CLOSED = 'It is not closed: the file may be cut';
const NO_JSON = 'It is no JSON';

/**
 * The values of a text with any number of them, one after the other: lists, whose elements are given one by one, objects of a line or of
 * several, with commas between them or without. What is broken is a problem of its own; what follows is read from the next line on that
 * begins as it did. Control characters within strings, which JSON forbids and Taskwarrior writes, are taken for what they are.
 */
export function* splitJson(text: string): Generator<JsonPlace, void> {
  const lines = new Lines(text);
  let lists = 0;
  let looks = MOST_LOOKS * text.length;
  for (let at = endOf(BETWEEN, text, 0); at < text.length; at = endOf(BETWEEN, text, at)) {
    const { line, begin } = lines.at(at);
    const character = text[at];
    if (character === '[' || (character === ']' && lists > 0)) {
      lists += character === '[' ? 1 : -1;
      at++;
    } else if (character === '{') {
      const style = styleOf(text, begin);
      const { end, problem, next } = findEnd(text, at, style);
      const outcome = problem === undefined ? parse(text.slice(at, end)) : { problem };
      yield { line, ...outcome };
      looks -= end - at;
      if ('value' in outcome) at = end;
      else if (next !== undefined && looks > 0) at = next;
      else at = problem === undefined ? end : nextObject(text, end, style);
    } else {
      const end = character === '"' ? endOfString(text, at) : endOf(NUMBER_OR_WORD, text, at);
      const outcome = end === undefined || end === at ? { problem: NO_JSON } : parse(text.slice(at, end));
      yield { line, ...outcome };
      at = 'problem' in outcome ? endOfLine(text, at) : (end ?? at);
    }
  }
  if (lists > 0) {
    yield { line: lines.at(text.length).line, problem: 'The list is not closed: the file may be cut' };
  }
}

/** The first object of a text that begins like JSON, to tell by it what the text holds. */
export function firstObject(text: string): JsonObject | undefined {
  if (!/^[\s\uFEFF]*[[{]/.test(text)) return undefined;
  for (const place of splitJson(text)) {
    if ('value' in place && isObject(place.value)) return place.value;
  }
  return undefined;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is told of the line that an object begins on. */
interface Style {
  readonly indent: number;
  readonly alone: boolean;
}

interface ObjectEnd {
  /** Behind the last brace, or where it was found to be broken. */
  readonly end: number;
  readonly problem?: string;
  /** The first line within it that looks like the beginning of another object. */
  readonly next: number | undefined;
}

function findEnd(text: string, start: number, style: Style | undefined): ObjectEnd {
  const closing: string[] = [];
  let next: number | undefined;
  for (let at = start; at < text.length; at = endOf(UNTIL_MARK, text, at + 1)) {
    const character = text[at] ?? '';
    if (character === '\n') {
      if (next === undefined && isSame(styleOf(text, at + 1), style)) next = at + 1;
    } else if (character === '"') {
      const end = endOfString(text, at);
      if (end === undefined) return { end: at, problem: NOT_CLOSED, next };
      at = end - 1;
    } else if (character === '{' || character === '[') {
      if (character === '{' && closing.at(-1) === '}' && !isValue(text, at)) {
        return { end: at, problem: NOT_CLOSED, next };
      }
      closing.push(character === '{' ? '}' : ']');
      if (closing.length > DEEPEST) return { end: at, problem: 'It is nested too deeply', next };
    } else {
      if (closing.pop() !== character) return { end: at, problem: NO_JSON, next };
      if (closing.length === 0) return { end: at + 1, next };
    }
  }
  return { end: text.length, problem: NOT_CLOSED, next };
}

/** Whether a colon stands ahead of it. */
function isValue(text: string, at: number): boolean {
  let before = at - 1;
  while (/\s/.test(text[before] ?? '')) before--;
  return text[before] === ':';
}

/** Of a line that begins with an object. */
function styleOf(text: string, begin: number): Style | undefined {
  OBJECT_LINE.lastIndex = begin;
  const match = OBJECT_LINE.exec(text);
  return match === null ? undefined : { indent: match[1]?.length ?? 0, alone: match[2] !== undefined };
}

/** Whether a line may begin an object that follows one of that style; one of several lines has others within, which are indented more. */
function isSame(style: Style | undefined, first: Style | undefined): boolean {
  return (
    style !== undefined &&
    (first === undefined || (style.alone === first.alone && style.indent <= first.indent))
  );
}

/** The next line that begins an object, or the end of the text. */
function nextObject(text: string, from: number, style: Style | undefined): number {
  let at = endOfLine(text, from);
  while (at < text.length && !isSame(styleOf(text, at), style)) at = endOfLine(text, at);
  return at;
}

/** Behind the quotation mark that closes a string of one line; undefined if none does. */
function endOfString(text: string, start: number): number | undefined {
  let at = endOf(WITHIN_STRING, text, start + 1);
  while (text[at] === '\\' && text[at + 1] !== '\n') at = endOf(WITHIN_STRING, text, at + 2);
  return text[at] === '"' ? at + 1 : undefined;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end + 1;
}

/** Behind what a sticky expression finds at a place; the place itself if that is nothing. */
function endOf(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : at;
}

function parse(json: string): { value: unknown } | { problem: string } {
  const value = tryParse(json) ?? tryParse(withControlsEscaped(json));
  return value ?? { problem: NO_JSON };
}

function tryParse(json: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(json) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function withControlsEscaped(json: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let start = json.indexOf('"'); start !== -1; start = json.indexOf('"', at)) {
    const end = endOfString(json, start) ?? json.length;
    parts.push(json.slice(at, start), json.slice(start, end).replaceAll(/\p{Cc}/gu, escapeControl));
    at = end;
  }
  return [...parts, json.slice(at)].join('');
}

function escapeControl(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Counts lines up to places that come one after the other. */
class Lines {
  readonly #text: string;
  #line = 1;
  #begin = 0;
  /** Where the next one begins. */
  #next: number;

  constructor(text: string) {
    this.#text = text;
    this.#next = endOfLine(text, 0);
  }

  at(place: number): { line: number; begin: number } {
    while (this.#next <= place && this.#next > this.#begin && this.#text[this.#next - 1] === '\n') {
      this.#line++;
      this.#begin = this.#next;
      this.#next = endOfLine(this.#text, this.#next);
    }
    return { line: this.#line, begin: this.#begin };
  }
}
