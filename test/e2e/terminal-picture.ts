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

/** What is drawn at once. */
interface Piece {
  readonly column: number;
  text: string;
  /** In cells. */
  width: number;
  readonly look: Look;
  /** `wide`: a character of two cells; `lines`: of boxes; `bar`: one of the blocks that bars are made of, repeated. */
  readonly kind: 'text' | 'wide' | 'lines' | 'bar';
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
/** An eighth of a line high, and so on until the whole. */
const BLOCKS = '▁▂▃▄▅▆▇█';
/** Where the lines of boxes go from the middle of a cell: left, right, up, down. */
const ARMS: Readonly<Record<string, string>> = {
  '─': 'lr',
  '│': 'ud',
  '┌': 'rd',
  '┐': 'ld',
  '└': 'ru',
  '┘': 'lu',
  '├': 'rud',
  '┤': 'lud',
  '┬': 'lrd',
  '┴': 'lru',
  '┼': 'lrud',
};
const FONTS = `ui-monospace,SFMono-Regular,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace`;

/** The window of a terminal as SVG that needs nothing from elsewhere: no script, no style sheet, no font. */
export function drawTerminal({ title, output, width }: Picture): string {
  const lines = show(output, width);
  const wide = Math.round(width * CELL) + 2 * MARGIN;
  const high = TITLE_BAR + lines.length * LINE + MARGIN;
  const texts = lines.flatMap((line, index) =>
    pieces(line).map((piece) => draw(piece, TITLE_BAR + index * LINE)),
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
function show(output: string, columns: number): readonly (readonly Cell[])[] {
  const lines: Cell[][] = [[]];
  let row = 0;
  let at = 0;
  let look: Look = {};
  const current = (): Cell[] => (lines[row] ??= []);
  const write = (text: string): void => {
    let start = 0;
    for (const { end, width } of characters(text)) {
      const character = text.slice(start, end);
      start = end;
      if (character === '\r') {
        at = 0;
        continue;
      }
      const isFull = at === current().length && widthOf(current()) + width > columns;
      if (character.endsWith('\n') || isFull) {
        row += 1;
        at = 0;
      }
      if (character.endsWith('\n')) continue;
      current()[at] = { text: character, width, look };
      at += 1;
    }
  };
  const obey = (command: string, parameters: string): void => {
    const count = Number(parameters) || 1;
    if (command === 'm') look = parameters.split(';').reduce(changedBy, look);
    else if (command === 'A') row -= count;
    else if (command === 'B') row += count;
    else if (command === 'G') at = count - 1;
    else if (command === 'K') current().length = parameters === '2' ? 0 : at;
    else if (!/[hl]/.test(command))
      throw new Error(`A picture has no place for the escape sequence ${command}.`);
  };
  const [first = '', ...rest] = output.split('\u001b[');
  write(first);
  for (const sequence of rest) {
    const [all, parameters = '', command = ''] = /^([?\d;]*)([A-Za-z])/.exec(sequence) ?? [''];
    obey(command, parameters);
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

function draw(piece: Piece, top: number): string {
  const { column, text, width, look } = piece;
  const { color, background } = inkOf(look);
  const behind =
    background === undefined
      ? ''
      : `<rect x="${left(column)}" y="${top}" width="${pixels(width * CELL)}" height="${LINE}" fill="${background}"/>`;
  if (text.trim() === '') return behind;
  const fades = look.dim === true ? ' opacity="0.62"' : '';
  if (piece.kind === 'bar') {
    // On whole pixels, so that bars of two lines meet.
    const height = (LINE * (BLOCKS.indexOf(text.charAt(0)) + 1)) / BLOCKS.length;
    return `${behind}<path d="M${left(column)} ${top + LINE}h${pixels(width * CELL)}v${pixels(-height)}h${pixels(-width * CELL)}z" fill="${color}"${fades} shape-rendering="crispEdges"/>`;
  }
  if (piece.kind === 'lines') return `${behind}<path d="${boxPath(piece, top)}" stroke="${color}"${fades}/>`;
  return behind + drawText(piece, top + ASCENT, color);
}

/** Says where it begins and how wide it is, so that columns hold in any font. */
function drawText({ column, text, width, look, kind }: Piece, baseline: number, color: string): string {
  const attributes = [
    `x="${left(column)}" y="${baseline}"`,
    // A character of two cells comes from another font, and would be torn apart.
    kind === 'text' && `textLength="${pixels(width * CELL)}"`,
    color !== FOREGROUND && `fill="${color}"`,
    look.bold === true && 'font-weight="bold"',
    look.dim === true && 'fill-opacity="0.62"',
    look.italic === true && 'font-style="italic"',
    look.underline === true && 'text-decoration="underline"',
  ];
  return `<text ${attributes.filter(Boolean).join(' ')}>${escape(text)}</text>`;
}

/** By fonts, lines and bars would have gaps between the lines of text. */
function boxPath({ column, text }: Piece, top: number): string {
  const middle = top + LINE / 2;
  return Array.from(text.matchAll(/─+|[^─]/g), ({ 0: signs, index }) => {
    const [from, center, to] = [0, signs.length / 2, signs.length].map((more) => left(column + index + more));
    const arms = ARMS[signs.charAt(0)] ?? '';
    return [
      arms.includes('l') || arms.includes('r')
        ? `M${arms.includes('l') ? from : center} ${middle}H${arms.includes('r') ? to : center}`
        : '',
      arms.includes('u') || arms.includes('d')
        ? `M${center} ${arms.includes('u') ? top : middle}V${arms.includes('d') ? top + LINE : middle}`
        : '',
    ].join('');
  }).join('');
}

function inkOf({ color, background, inverse }: Look): { color: string; background: string | undefined } {
  const ink = color === undefined ? FOREGROUND : (COLORS[color] ?? FOREGROUND);
  const paper = background === undefined ? undefined : COLORS[background];
  return inverse === true
    ? { color: paper ?? BACKGROUND, background: ink }
    : { color: ink, background: paper };
}

/** What looks the same, in columns. */
function pieces(line: readonly Cell[]): Piece[] {
  const found: Piece[] = [];
  let column = 0;
  for (const { text, width, look } of line) {
    const kind = kindOf(text, width);
    const last = found.at(-1);
    const joins =
      last !== undefined &&
      last.look === look &&
      last.kind === kind &&
      kind !== 'wide' &&
      (kind !== 'bar' || last.text.endsWith(text)) &&
      // Columns of a table, each in its place.
      (text === ' ' || !last.text.endsWith('  '));
    if (joins) {
      last.text += text;
      last.width += width;
    } else {
      found.push({ column, text, width, look, kind });
    }
    column += width;
  }
  return found;
}

function kindOf(character: string, width: number): Piece['kind'] {
  if (character in ARMS) return 'lines';
  if (BLOCKS.includes(character)) return 'bar';
  return width > 1 ? 'wide' : 'text';
}

/** Of a column, in pixels. */
function left(column: number): string {
  return pixels(MARGIN + column * CELL);
}

function pixels(value: number): string {
  return String(Number(value.toFixed(2)));
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
