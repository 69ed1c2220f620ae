import { FORMATS, type Format } from './format.ts';

/** Something that a file says of a task and that a task has no field for. */
export interface Kept {
  /** As the format names it, such as `wait` or `LOCATION`; without white space and colons. */
  readonly name: string;
  readonly value: string;
}

const LINE = new RegExp(String.raw`^(${FORMATS.join('|')})\.([^\s:]+): ?([^]*)$`);

/**
 * The note with what was kept at its end, a line each: `taskwarrior.wait: 20261201T090000Z`. People can read and change it, and
 * splitKept finds it when the task is written in the same format again.
 */
export function withKept(note: string, format: Format, kept: readonly Kept[]): string {
  const lines = kept.map(({ name, value }) => `${format}.${name}: ${escaped(value)}`);
  const text = note.trim() === '' ? '' : note.trimEnd();
  // What was kept of another format stays at the end, where splitKept finds both.
  const isAtEnd = LINE.test(text.slice(text.lastIndexOf('\n') + 1));
  return [...(text === '' ? [] : isAtEnd ? [text] : [text, '']), ...lines].join('\n');
}

/** A note without what was kept of this format, and that. What was kept of others stays. */
export function splitKept(description: string | null, format: Format): { note: string; kept: Kept[] } {
  const lines = (description ?? '').split('\n');
  // Empty lines between them, or behind, are of people who have changed the note.
  const begin = lines.findLastIndex((line) => line.trim() !== '' && !LINE.test(line)) + 1;
  const kept: Kept[] = [];
  const others: string[] = [];
  for (const line of lines.slice(begin)) {
    const [, of, name, value] = LINE.exec(line) ?? [];
    if (of === format && name !== undefined && value !== undefined) {
      kept.push({ name, value: unescaped(value) });
    } else {
      others.push(line);
    }
  }
  return { note: [...lines.slice(0, begin), ...others].join('\n').trimEnd(), kept };
}

function escaped(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`);
}

function unescaped(value: string): string {
  return value.replaceAll(/\\([\\nr])/g, (_, character: string) =>
    character === 'n' ? '\n' : character === 'r' ? '\r' : '\\',
  );
}
