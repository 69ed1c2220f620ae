import { Option } from '@commander-js/extra-typings';
import type { Context } from '../context.ts';
import { TodoError, UsageError } from '../domain/errors.ts';

/**
 * One result in every form that it can be asked for in; the forms cannot disagree, as they all start from it. Each form loads what
 * it needs.
 */
export interface View {
  /** For a person; no line break at the end. */
  human(style: Style): Promise<string> | string;
  /** For a pipe, where it is not the same. */
  plain?(style: Style): Promise<string> | string;
  /** For --json. */
  json(): unknown;
  /** For --jsonl: one value a line. */
  jsonl?(): Promise<readonly unknown[]> | readonly unknown[];
  /** For --quiet: one text a line. */
  quiet?(): readonly (string | number)[];
}

/** What a view may look like where it goes; the shape that render/ works with. */
export interface Style {
  readonly color: boolean;
  readonly unicode: boolean;
  readonly width: number;
  readonly now: Date;
}

export interface FormatOptions {
  readonly jsonl?: true | undefined;
  readonly quiet?: true | undefined;
}

export const jsonlOption = () => new Option('--jsonl', 'print one JSON object a line');

export const quietOption = (what = 'print the numbers of the tasks only') => new Option('-q, --quiet', what);

/** Throws UsageError if more than one form is asked for: before anything is done, since only one of them can be printed. */
export function refuseSeveralFormats(options: FormatOptions & { readonly json?: unknown }): void {
  const given = (['json', 'jsonl', 'quiet'] as const)
    .filter((name) => options[name] === true)
    .map((name) => `--${name}`);
  if (given.length > 1) {
    throw new UsageError(`${given.join(' and ')} cannot be combined`, { hint: 'Choose one of them.' });
  }
}

/** Writes a result to stdout in the form that was asked for. */
export async function present(context: Context, view: View, options: FormatOptions = {}): Promise<void> {
  const style = styleOf(context, 'out');
  switch (formatOf(context, options)) {
    case 'json':
      return writeLines(
        context,
        await toTexts([await view.json()], context.terminal.out.isTerminal ? 2 : undefined),
      );
    case 'jsonl':
      return writeLines(context, await toTexts((await view.jsonl?.()) ?? []));
    case 'quiet':
      return writeLines(context, view.quiet?.() ?? []);
    case 'human':
      return writeLines(context, nonEmpty(await view.human(style)));
    case 'plain':
      return writeLines(context, nonEmpty(await (view.plain?.(style) ?? view.human(style))));
  }
}

/** `human`: a person at a terminal; `plain`: a pipe or a file. */
export function formatOf(
  { settings, terminal }: Context,
  { jsonl, quiet }: FormatOptions,
): 'human' | 'plain' | 'json' | 'jsonl' | 'quiet' {
  if (settings.json) return 'json';
  if (jsonl === true) return 'jsonl';
  if (quiet === true) return 'quiet';
  return terminal.out.isTerminal ? 'human' : 'plain';
}

/** In sentences and tables, or in lines: the forms that are no JSON and no numbers. */
export function isForReaders(context: Context, options: FormatOptions): boolean {
  const format = formatOf(context, options);
  return format === 'human' || format === 'plain';
}

/** Only a terminal has a width to keep to. */
export function styleOf(context: Context, stream: 'out' | 'err'): Style {
  const { color, unicode, width, isTerminal } = context.terminal[stream];
  return { color, unicode, width: isTerminal ? width : Number.POSITIVE_INFINITY, now: context.now() };
}

/** Tells a person something on stderr that is no result. */
export function notice(context: Context, text: string): void {
  context.terminal.stderr.write(`${text}\n`);
}

/**
 * Writes texts to stdout as they come. The next one is asked for when the one before is on its way, so that a slow reader does not let
 * them pile up; and no other when nobody reads any more, as behind `| head -1`. What fails after the first is told to be incomplete.
 */
export async function writeInPieces(context: Context, texts: AsyncIterable<string>): Promise<void> {
  let hasBegun = false;
  try {
    for await (const text of texts) {
      if (text === '') continue;
      if (!(await isWritten(context.terminal.stdout, text))) return;
      hasBegun = true;
    }
  } catch (error) {
    if (hasBegun && error instanceof TodoError) {
      error.advise('The list breaks off here: what was printed is not all of it.');
    }
    throw error;
  }
}

/** False if the reader has gone. */
function isWritten(output: NodeJS.WritableStream, text: string): Promise<boolean> {
  return new Promise((resolve) => output.write(text, (error) => resolve(!error)));
}

async function toTexts(values: readonly unknown[], indent?: number): Promise<string[]> {
  const { toJson } = await import('../render/escape.ts');
  return values.map((value) => toJson(value, indent));
}

function nonEmpty(text: string): string[] {
  return text === '' ? [] : [text];
}

export function writeLines(context: Context, lines: readonly (string | number)[]): void {
  if (lines.length > 0) {
    context.terminal.stdout.write(`${lines.join('\n')}\n`);
  }
}
