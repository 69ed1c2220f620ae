import { characters } from '../../src/render/characters.ts';

/** What a piece of text looks like; colours are numbers of the 16. */
interface Look {
  readonly color?: number | undefined;
  readonly background?: number | undefined;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
}

/** A character where it stands, which may take two cells. */
interface Cell {
  readonly text: string;
  readonly width: number;
  readonly look: Look;
}

/** Text that is drawn at once. */
interface Piece {
  readonly column: number;
  text: string;
  /** In cells. */
  width: number;
  readonly look: Look;
  readonly isWide: boolean;
}

export interface Picture {
  /** In the title bar. */
  readonly title: string;
  /** What a terminal was sent. */
  readonly output: string;
  /** In cells. */
  readonly width: number;
}

// In pixels. Letters are 0.6 of their size wide in most monospaced fonts; in others they are set wider or closer.
const FONT_SIZE = 14;
const CELL = FONT_SIZE * 0.6;
const LINE = 21;
const ASCENT = 15;
const MARGIN = 20;
const TITLE_BAR = 42;

const BACKGROUND = '#10151d';
const FOREGROUND = '#d5dce6';
/** Black to white, and the bright ones, of which all but the first can be read on the background. */
const COLORS = (
  '#3a4350 #ff7b72 #6fdd8b #e8b84a #79b8ff #d2a8ff #5fd3e0 #d5dce6 ' +
  '#8b96a5 #ffa198 #9aeaae #f5d27e #a8d1ff #e2c5ff #93e6ee #ffffff'
).split(' ');
const FONTS = `ui-monospace,SFMono-Regular,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace`;

/** The window of a terminal as SVG that needs nothing from elsewhere: no script, no style sheet, no font. */
export function drawTerminal({ title, output, width }: Picture): string {
  const lines = show(output, width);
  const wide = Math.round(width * CELL) + 2 * MARGIN;
  const high = TITLE_BAR + lines.length * LINE + MARGIN;
  const texts = lines.flatMap((line, index) =>
    pieces(line).map((piece) => draw(piece, TITLE_BAR + index * LINE + ASCENT)),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" role="img" aria-labelledby="title description">
<title id="title">${escape(title)}</title>
<desc id="description">${escape(textOf(lines))}</desc>
<rect x="0.5" y="0.5" width="${wide - 1}" height="${high - 1}" rx="9" fill="${BACKGROUND}" stroke="#3a4350"/>
<circle cx="${MARGIN}" cy="20" r="6" fill="#ff6159"/><circle cx="${MARGIN + 20}" cy="20" r="6" fill="#ffbd2e"/><circle cx="${MARGIN + 40}" cy="20" r="6" fill="#28c941"/>
<g font-family="${FONTS}" font-size="${FONT_SIZE}" fill="${FOREGROUND}" xml:space="preserve">
<text x="${wide / 2}" y="25" text-anchor="middle" fill="#8b96a5">${escape(title)}</text>
${texts.filter((text) => text !== '').join('\n')}
</g>
</svg>
`;
}

/** The text of a terminal of so many columns that was sent this. */
export function textShown(output: string, columns: number): string {
  return `${textOf(show(output, columns))}\n`;
}

function textOf(lines: readonly (readonly Cell[])[]): string {
  return lines
    .map((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

/** The lines of a terminal of so many columns that was sent this, without empty ones at the end. */
function show(output: string, columns: number): Cell[][] {
  let line: Cell[] = [];
  const lines = [line];
  let at = 0;
  let look: Look = {};
  const begin = (): void => {
    line = [];
    lines.push(line);
    at = 0;
  };
  const [first = '', ...rest] = output.split('\u001b[');
  const write = (text: string): void => {
    let start = 0;
    for (const { end, width } of characters(text)) {
      const character = text.slice(start, end);
      start = end;
      if (character.endsWith('\n')) {
        begin();
      } else if (character === '\r') {
        at = 0;
      } else {
        if (at === line.length && widthOf(line) + width > columns) begin();
        line[at] = { text: character, width, look };
        at += 1;
      }
    }
  };
  write(first);
  for (const sequence of rest) {
    const [all, parameters = '', command = ''] = /^([\d;]*)([A-Za-z])/.exec(sequence) ?? [''];
    if (command === 'm') look = parameters.split(';').reduce(changedBy, look);
    else if (command === 'K') line.length = at;
    else throw new Error(`A picture has no place for the escape sequence ${JSON.stringify(sequence)}.`);
    write(sequence.slice(all.length));
  }
  while (lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

function widthOf(line: readonly Cell[]): number {
  return line.reduce((sum, { width }) => sum + width, 0);
}

const SWITCHES: Readonly<Record<string, Look>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  39: { color: undefined },
  49: { background: undefined },
};

function changedBy(look: Look, code: string): Look {
  if (code === '' || code === '0') return {};
  const [, kind = '', color = ''] = /^(3|4|9|10)([0-7])$/.exec(code) ?? [];
  if (kind === '3') return { ...look, color: Number(color) };
  if (kind === '4') return { ...look, background: Number(color) };
  if (kind === '9') return { ...look, color: Number(color) + 8 };
  if (kind === '10') return { ...look, background: Number(color) + 8 };
  const change = SWITCHES[code];
  if (change === undefined) throw new Error(`A picture has no place for the style ${code}.`);
  return { ...look, ...change };
}

/** Says where it begins and how wide it is, so that columns hold in any font. */
function draw({ column, text, width, look, isWide }: Piece, baseline: number): string {
  const x = `x="${pixels(MARGIN + column * CELL)}"`;
  const { color, background } = inkOf(look);
  const behind =
    background === undefined
      ? ''
      : `<rect ${x} y="${pixels(baseline - ASCENT)}" width="${pixels(width * CELL)}" height="${LINE}" fill="${background}"/>`;
  const attributes = [
    x,
    `y="${pixels(baseline)}"`,
    // A character of two cells comes from another font, and would be torn apart.
    !isWide && `textLength="${pixels(width * CELL)}"`,
    color !== FOREGROUND && `fill="${color}"`,
    look.bold === true && 'font-weight="bold"',
    look.dim === true && 'fill-opacity="0.62"',
    look.italic === true && 'font-style="italic"',
    look.underline === true && 'text-decoration="underline"',
  ];
  const visible =
    text.trim() === '' ? '' : `<text ${attributes.filter(Boolean).join(' ')}>${escape(text)}</text>`;
  return behind + visible;
}

function inkOf({ color, background, inverse }: Look): { color: string; background: string | undefined } {
  const ink = color === undefined ? FOREGROUND : (COLORS[color] ?? FOREGROUND);
  const paper = background === undefined ? undefined : COLORS[background];
  return inverse === true
    ? { color: paper ?? BACKGROUND, background: ink }
    : { color: ink, background: paper };
}

/** What looks the same, in columns. A wide character stands alone. */
function pieces(line: readonly Cell[]): Piece[] {
  const found: Piece[] = [];
  let column = 0;
  for (const { text, width, look } of line) {
    const last = found.at(-1);
    const begins =
      last?.look !== look || width > 1 || last.isWide || (text !== ' ' && last.text.endsWith('  '));
    if (begins) {
      found.push({ column, text, width, look, isWide: width > 1 });
    } else {
      last.text += text;
      last.width += width;
    }
    column += width;
  }
  return found;
}

function pixels(value: number): string {
  return String(Number(value.toFixed(2)));
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
