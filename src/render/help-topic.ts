import { wrap } from './wrap.ts';

/** Something to read that belongs to no single command: `todo help dates`. */
export interface HelpTopic {
  readonly name: string;
  /** For a list of topics: no capital, no period. */
  readonly summary: string;
  readonly sections: readonly HelpSection[];
}

export interface HelpSection {
  readonly title: string;
  /** One paragraph. */
  readonly text?: string;
  readonly rows?: readonly HelpRow[];
}

export interface HelpRow {
  /** What can be typed, or what there is: each as it stands. */
  readonly terms: readonly string[];
  readonly meaning: string;
}

const WIDTH = 80;
const INDENT = 2;
const GAP = 2;
/** A term that is wider has a line of its own. */
const WIDEST_COLUMN = 34;

/** A topic for reading, in lines of at most 80 cells; ends with a line break. */
export function helpTopic({ name, summary, sections }: HelpTopic): string {
  const head = `todo help ${name}: ${summary}`;
  return `${[head, ...sections.map(section)].join('\n\n')}\n`;
}

function section({ title, text, rows = [] }: HelpSection): string {
  const lines = [`${title}:`];
  if (text !== undefined) {
    lines.push(...indented(text, INDENT));
    if (rows.length > 0) lines.push('');
  }
  const column = Math.max(...rows.map(({ terms }) => listed(terms).length).filter((n) => n <= WIDEST_COLUMN));
  for (const { terms, meaning } of rows) {
    const term = listed(terms);
    const behind = INDENT + column + GAP;
    const [first = '', ...others] = indented(meaning, behind);
    if (term.length <= column) {
      lines.push(' '.repeat(INDENT) + term.padEnd(column + GAP) + first.trimStart(), ...others);
    } else {
      lines.push(...indented(term, INDENT), first, ...others);
    }
  }
  return lines.join('\n');
}

function listed(terms: readonly string[]): string {
  return terms.join(', ');
}

function indented(text: string, columns: number): string[] {
  return wrap(text, WIDTH - columns).map((line) => ' '.repeat(columns) + line);
}
