import { linesOf } from '../text/lines.ts';

/** A content line as it is once it is unfolded. */
export interface Line {
  /** The number of the line that it begins on, from 1. */
  readonly line: number;
  readonly text: string;
}

export interface Component extends Pick<Line, 'line'> {
  /** In capitals, such as `VTODO`. */
  readonly name: string;
  readonly lines: readonly Line[];
  /** Components within it, such as alarms: each with its first and last line. */
  readonly within: readonly (readonly Line[])[];
  /** Whether it is over before its END. */
  readonly isCut: boolean;
}

export interface Components {
  readonly components: readonly Component[];
  /** What is in no component: an END without its BEGIN, and what is no calendar at all. */
  readonly stray: readonly Line[];
}

interface OpenComponent {
  readonly name: string;
  readonly line: number;
  readonly lines: Line[];
  readonly within: Line[][];
  /** How many of those within it are open. */
  depth: number;
}

const CALENDAR = 'VCALENDAR';
/** What stands in a calendar and in nothing else, so that it ends a component whose END is missing. */
const IN_CALENDARS = new Set(['VTODO', 'VEVENT', 'VJOURNAL', 'VFREEBUSY', 'VTIMEZONE', CALENDAR]);
const BOUNDARY = /^(BEGIN|END):([\w-]{1,100})\s*$/i;
const MARK = '\uFEFF';

/**
 * The components of calendars, and those that stand alone, in the order of the file. Ahead of any parsing, so that one that is broken
 * costs only itself.
 */
export function componentsOf(text: string): Components {
  const components: Component[] = [];
  const stray: Line[] = [];
  let calendars = 0;
  let open: OpenComponent | undefined;
  const close = (isCut: boolean): void => {
    if (open !== undefined) components.push({ ...open, isCut });
    open = undefined;
  };
  for (const line of unfolded(text)) {
    const [, boundary, word = ''] = BOUNDARY.exec(line.text) ?? [];
    const name = word.toUpperCase();
    const isBegin = boundary?.toUpperCase() === 'BEGIN';
    if (boundary !== undefined && (open === undefined || IN_CALENDARS.has(name))) {
      const isEnd = !isBegin && open?.name === name;
      close(!isEnd);
      if (isBegin && name !== CALENDAR) open = { name, line: line.line, lines: [], within: [], depth: 0 };
      if (name === CALENDAR) calendars += isBegin ? 1 : -1;
      else if (!isBegin && !isEnd) stray.push(line);
    } else if (open !== undefined) {
      addTo(open, line, boundary === undefined ? 0 : isBegin ? 1 : -1);
    } else if (calendars <= 0) {
      stray.push(line);
    }
  }
  close(true);
  return { components, stray };
}

function addTo(open: OpenComponent, line: Line, step: -1 | 0 | 1): void {
  if (step === 1 && open.depth === 0) open.within.push([]);
  const isWithin = open.depth > 0 || step === 1;
  (isWithin ? open.within.at(-1) : open.lines)?.push(line);
  open.depth = Math.max(open.depth + step, 0);
}

/** Without empty lines. */
function unfolded(text: string): Line[] {
  const lines: { line: number; parts: string[] }[] = [];
  for (const [index, physical] of linesOf(text).entries()) {
    const last = lines.at(-1);
    const isFolded = physical.startsWith(' ') || physical.startsWith('\t');
    if (isFolded && last !== undefined) {
      last.parts.push(physical.slice(1));
    } else if (physical.trim() !== '') {
      lines.push({ line: index + 1, parts: [physical.startsWith(MARK) ? physical.slice(1) : physical] });
    }
  }
  return lines.map(({ line, parts }) => ({ line, text: parts.join('') }));
}
