import { describeInstant } from '../domain/instant.ts';
import { type CommandOnTask, type FieldChange, fieldChanges } from '../domain/journal.ts';
import { fit } from './columns.ts';
import { escapeControl } from './escape.ts';
import { arrow, FIELD_NAMES, plainValues, shownValues } from './field-change.ts';
import { commandLabel } from './history-line.ts';
import { colors, type Style } from './style.ts';

const LABEL_WIDTH = 10;

/**
 * One task through time, newest first: a line for each command, and below it one for each field, old → new, cut to the style's width.
 * `title` null: nothing tells what it was.
 */
export function taskHistory(
  { number, title, commands }: { number: number; title: string | null; commands: readonly CommandOnTask[] },
  style: Style,
): string {
  const { bold, dim } = colors(style);
  const cut = (text: string): string => fit(text, style.width, style.unicode ? '…' : '...').text;
  const head = bold(cut(`#${number}${title === null ? '' : ` ${escapeControl(title)}`}`));
  if (commands.length === 0) return `${head}\n${dim('No change of it is remembered')}`;
  const blocks = commands.flatMap((command) => [
    dim(cut(heading(command, style))),
    ...toldFields(command).map((change) => cut(`  ${fieldLine(change, command, style)}`)),
  ]);
  return [head, ...blocks].join('\n');
}

/** For `cut`: instant, machine, command, field, old value, new value; tabs between. A deletion is a field that is named so. */
export function taskHistoryLines(command: CommandOnTask): string[] {
  const { at, device } = command;
  const head = [at.toISOString(), device, commandLabel({ ...command, takenBack: false })];
  const rows =
    command.after === null
      ? [['deleted', '', '']]
      : toldFields(command).map((change) => {
          const { before, after } = plainValues(change);
          return [FIELD_NAMES[change.field], before, after];
        });
  return rows.map((row) => [...head, ...row].map((field) => escapeControl(field)).join('\t'));
}

function heading(command: CommandOnTask, style: Style): string {
  const where = command.device === '' ? [] : [`on ${escapeControl(command.device)}`];
  const what = commandLabel(command);
  const deleted = command.after === null && command.name !== 'rm' ? [': deleted'] : [];
  return `${[describeInstant(command.at, style.now), ...where].join(' ')}, ${what}${deleted.join('')}`;
}

/** Of a task that came into being what is out of the ordinary; of one that was deleted nothing, as it is all gone. */
function toldFields(command: CommandOnTask): FieldChange[] {
  const all = fieldChanges(command);
  if (command.after === null) return [];
  return command.before === null ? all.filter(({ field, after }) => !isOrdinary(field, after)) : all;
}

function isOrdinary(field: FieldChange['field'], value: FieldChange['after']): boolean {
  if (field === 'priority') return value === 'Medium';
  return value === null || value === false || (Array.isArray(value) && value.length === 0);
}

function fieldLine(change: FieldChange, { before }: CommandOnTask, style: Style): string {
  const values = shownValues(change, style);
  const label = FIELD_NAMES[change.field].padEnd(LABEL_WIDTH);
  return label + (before === null ? values.after : `${values.before} ${arrow(style)} ${values.after}`);
}
