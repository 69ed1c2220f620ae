import { UsageError } from '../domain/errors.ts';
import { BoundedText } from './bounded-text.ts';
import type { Terminal } from './terminal.ts';

/**
 * All of stdin, when something is piped into it. Throws UsageError for what is not UTF-8 or too much, and at a terminal instead of waiting
 * for a person who does not know that something is expected; `wanted` names it.
 */
export async function readStandardInput(terminal: Terminal, wanted: string): Promise<string> {
  if (terminal.stdin.isTTY === true) {
    throw new UsageError(`Expected ${wanted} on stdin, but stdin is a terminal`, {
      hint: 'Pipe it in, for example: printf %s "$VALUE" | todo ...',
    });
  }
  const text = new BoundedText('What came on stdin');
  for await (const piece of terminal.stdin) text.add(Buffer.from(piece));
  return text.decode();
}

/** The first line of stdin, without its line break: a password or a URL as `echo` and `printf` send it. */
export async function readFirstLine(terminal: Terminal, wanted: string): Promise<string> {
  const all = await readStandardInput(terminal, wanted);
  const line = all.split(/\r?\n/, 1)[0] ?? '';
  if (line === '') {
    throw new UsageError(`Expected ${wanted} on stdin, but stdin was empty`, {
      hint: 'Pipe it in, for example: printf %s "$VALUE" | todo ...',
    });
  }
  return line;
}
