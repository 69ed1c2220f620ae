/** Formats of files with tasks, as `--format` names them. */
export const FORMATS = ['todotxt', 'taskwarrior', 'ical', 'csv', 'jsonl', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

/** As people call them. */
export const FORMAT_NAMES: Readonly<Record<Format, string>> = {
  todotxt: 'todo.txt',
  taskwarrior: 'Taskwarrior JSON',
  ical: 'iCalendar',
  csv: 'CSV',
  jsonl: 'JSON lines',
  markdown: 'Markdown',
};
