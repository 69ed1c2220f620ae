import type { Format, OpenWriter, ReadTasks } from './format.ts';

export { formatOfName, recognizeFormat } from './recognize.ts';

interface FormatParts {
  readonly reader: () => Promise<ReadTasks>;
  readonly writer: () => Promise<OpenWriter>;
}

// A command loads the one that it uses.
const PARTS: Readonly<Record<Format, FormatParts>> = {
  todotxt: {
    reader: async () => (await import('./todotxt/read.ts')).readTodoTxt,
    writer: async () => (await import('./todotxt/write.ts')).todoTxtWriter,
  },
  taskwarrior: {
    reader: async () => (await import('./taskwarrior/read.ts')).readTaskwarrior,
    writer: async () => (await import('./taskwarrior/write.ts')).taskwarriorWriter,
  },
  ical: {
    reader: async () => (await import('./ical/read.ts')).readIcal,
    writer: async () => (await import('./ical/write.ts')).icalWriter,
  },
  csv: {
    reader: async () => (await import('./csv/read.ts')).readCsv,
    writer: async () => (await import('./csv/write.ts')).csvWriter,
  },
  jsonl: {
    reader: async () => (await import('./jsonl/read.ts')).readJsonLines,
    writer: async () => (await import('./jsonl/write.ts')).jsonLinesWriter,
  },
  markdown: {
    reader: async () => (await import('./markdown/read.ts')).readMarkdown,
    writer: async () => (await import('./markdown/write.ts')).markdownWriter,
  },
};

export function openReader(format: Format): Promise<ReadTasks> {
  return PARTS[format].reader();
}

export function openWriter(format: Format): Promise<OpenWriter> {
  return PARTS[format].writer();
}
