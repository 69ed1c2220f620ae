import type { ListRequest } from '../commands/stream-tasks.ts';
import type { Context } from '../context.ts';

/** The forms of a list for programs. */
export type StreamedFormat = 'plain' | 'json' | 'jsonl' | 'quiet';

type Batches<T> = AsyncIterable<readonly T[]>;

/** A list as text, in pieces that are made one after the other, as they are asked for. */
export async function* listOutput(
  format: StreamedFormat,
  request: ListRequest,
  context: Context,
): AsyncGenerator<string, void> {
  const { listNumbers, streamListedTasks, streamTaskRecords } = await import('../commands/stream-tasks.ts');
  switch (format) {
    case 'quiet':
      yield lines(await listNumbers(request, context));
      return;
    case 'plain': {
      const { taskLine } = await import('../render/task-line.ts');
      yield* linesOf(streamListedTasks(request, context), taskLine);
      return;
    }
    case 'jsonl': {
      const { toJson } = await import('../render/escape.ts');
      yield* linesOf(streamTaskRecords(request, context), (task) => toJson(task));
      return;
    }
    case 'json': {
      const { toJson } = await import('../render/escape.ts');
      const indent = context.terminal.out.isTerminal ? 2 : 0;
      yield* arrayOf(streamTaskRecords(request, context), (task) => toJson(task, indent), indent);
    }
  }
}

async function* linesOf<T>(batches: Batches<T>, line: (value: T) => string): AsyncGenerator<string, void> {
  for await (const batch of batches) {
    yield lines(batch.map((value) => line(value)));
  }
}

function lines(texts: readonly (string | number)[]): string {
  return texts.length === 0 ? '' : `${texts.join('\n')}\n`;
}

/** One JSON array, laid out as JSON.stringify does with this `indent`. */
async function* arrayOf<T>(
  batches: Batches<T>,
  json: (value: T) => string,
  indent: number,
): AsyncGenerator<string, void> {
  const newLine = indent === 0 ? '' : `\n${' '.repeat(indent)}`;
  let before = '[';
  for await (const batch of batches) {
    const elements = batch.map((value) => newLine + json(value).replaceAll('\n', newLine));
    yield before + elements.join(',');
    before = ',';
  }
  yield before === '[' ? '[]\n' : `${indent === 0 ? '' : '\n'}]\n`;
}
