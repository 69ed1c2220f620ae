import type { OpenContext } from '../context.ts';
import type { TakingBack } from '../domain/journal.ts';
import { withExamples } from './help.ts';
import { formatOf, jsonlOption, present, quietOption } from './present.ts';
import { dryRunOption } from './selection-options.ts';
import type { Program } from './settings.ts';
import { taskDocuments, taskNumbers } from './task-view.ts';
import { tellUndo } from './undo-hint.ts';

/** What a person can take in. */
const ROWS_ON_A_TERMINAL = 50;

/** `undo` and `redo`, which take back the last command and the last undo. */
export function declareUndo(program: Program, open: OpenContext): void {
  declareTakingBack(program, open, {
    kind: 'undo',
    wayBack: 'redo',
    summary: 'take back the last change',
    description:
      'Take back what the last command did to your tasks, all of it, whichever machine it ran on. Again goes further back. ' +
      'What somebody has changed since is not overwritten.',
  });
  declareTakingBack(program, open, {
    kind: 'redo',
    wayBack: 'undo',
    summary: 'take back the last undo',
    description: 'Do again what the last undo took back. Again goes on with the undo before it.',
  });
}

interface UndoCommand {
  readonly kind: TakingBack;
  /** The command that takes it back in turn. */
  readonly wayBack: TakingBack;
  readonly summary: string;
  readonly description: string;
}

function declareTakingBack(
  program: Program,
  open: OpenContext,
  { kind, wayBack, summary, description }: UndoCommand,
): void {
  program
    .command(kind)
    .summary(summary)
    .description(withExamples(description, [`todo ${kind}`, `todo ${kind} --dry-run`]))
    .addOption(dryRunOption())
    .addOption(jsonlOption())
    .addOption(quietOption())
    .action(async (options) => {
      const isDryRun = options.dryRun === true;
      const context = await open();
      const { takeBack } = await import('../commands/take-back.ts');
      const limit = formatOf(context, options) === 'human' ? ROWS_ON_A_TERMINAL : undefined;
      const { command, changes, total } = await takeBack({ kind, apply: !isDryRun, limit }, context);
      const tasks = changes.map(({ task }) => task);
      await present(
        context,
        {
          human: async (style) => {
            const { othersLine, takenBackLine, taskTakenBackLine } = await import('../render/taken-back.ts');
            const manner = { kind, isDryRun };
            const lines = changes.map((change) => taskTakenBackLine(change, manner, style));
            const others = total > lines.length ? [othersLine(total - lines.length, style)] : [];
            return [takenBackLine(command, manner, style), ...lines, ...others].join('\n');
          },
          json: async () => ({
            command: command.name,
            device: command.device,
            at: command.at.toISOString(),
            tasks: await taskDocuments(tasks),
          }),
          jsonl: () => taskDocuments(tasks),
          quiet: () => taskNumbers(tasks),
        },
        options,
      );
      if (!isDryRun) tellUndo(context, options, wayBack);
    });
}
