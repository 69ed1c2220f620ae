import { withoutEnd } from '../text/inline.ts';
import { linesOf } from '../text/lines.ts';

// Checklists in Markdown, line by line. The lexer of `marked` would know more of Markdown than is needed here, but not the line that an item
// stands on, and its time grows by the square of the emphasis in a line and of the depth of a list: hours for a line of 10 MB.

/** A list item with a box. */
export interface ChecklistItem {
  /** The number of its first line, from 1. */
  readonly line: number;
  /** What is in the box: a character, or nothing. */
  readonly box: string;
  /** Of its first line, behind the box. */
  readonly text: string;
  /** The lines below that belong to it and to none of its own items, as they stand there. */
  readonly below: string[];
  readonly heading: string | undefined;
  readonly parent: ChecklistItem | undefined;
}

export interface SkippedLine {
  readonly line: number;
  readonly skipped: string;
}

/** The items with a box, and what looks like one or is a list item but no task; in the order of the text. */
export function outlineOf(text: string): readonly (ChecklistItem | SkippedLine)[] {
  const outline = new Outline();
  const lines = linesOf(text);
  const begin = endOfFrontMatter(lines);
  for (const [index, line] of lines.entries()) {
    if (index >= begin) outline.add(line, index + 1);
  }
  return outline.entries;
}

/** A list item that is still open. */
interface OpenItem {
  /** The column from which on lines belong to it. */
  readonly begin: number;
  /** The item with a box that the text belongs to. */
  readonly owner: ChecklistItem | undefined;
}

/** A line without white space around it; its indentation is told in columns. */
interface Line {
  readonly whole: string;
  readonly number: number;
  readonly column: number;
  readonly rest: string;
}

// None of these runs through white space, of which there may be more than a regular expression can go back through.
const MARKER = /^(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)/;
const BOX = /^\[(.?)\](?=[ \t]|$)/u;
const FENCE = /^(`{3,}|~{3,})/;
const CODE_INDENT = 4;
const LONGEST_HEADING = 500;

class Outline {
  readonly entries: (ChecklistItem | SkippedLine)[] = [];
  #open: OpenItem[] = [];
  #heading: string | undefined;
  /** The line of text before this one that a line below may make a heading. */
  #paragraph: string | undefined;
  #afterBlank = true;
  #fence: { readonly mark: string; readonly begin: number } | undefined;
  #inComment = false;

  add(whole: string, number: number): void {
    const { column, rest } = indentation(whole);
    const line = { whole, number, column, rest: withoutEnd(rest, ' \t') };
    const paragraph = this.#paragraph;
    this.#paragraph = undefined;
    if (line.rest === '') {
      this.#owner?.below.push('');
      this.#afterBlank = true;
      return;
    }
    this.#addText(line, paragraph);
    this.#afterBlank = false;
  }

  #addText(line: Line, paragraph: string | undefined): void {
    if (this.#inComment) {
      this.#inComment = !line.rest.includes('-->');
      this.#leaveOut(line, 'it is in a comment');
    } else if (this.#fence !== undefined && line.column >= this.#fence.begin) {
      if (isEndOf(this.#fence.mark, line.rest)) this.#fence = undefined;
      this.#leaveOut(line, 'it is in a code block');
    } else {
      this.#fence = undefined;
      if (this.#afterBlank || !isText(line.rest)) this.#close(line.column);
      this.#addBlock(line, paragraph);
    }
  }

  #addBlock(line: Line, paragraph: string | undefined): void {
    const { rest, column } = line;
    const begin = this.#open.at(-1)?.begin ?? 0;
    const [, fence] = FENCE.exec(rest) ?? [];
    if (this.#afterBlank && column - begin >= CODE_INDENT) {
      this.#leaveOut(line, 'it is in a code block');
    } else if (fence !== undefined) {
      this.#fence = { mark: fence, begin };
      this.#leaveOut(line, 'it is in a code block');
    } else if (rest.startsWith('>')) {
      this.#leaveOut(line, 'it is in a quotation');
    } else if (isItem(rest)) {
      this.#addItem(line);
    } else if (this.#owner !== undefined) {
      this.#owner.below.push(line.whole);
    } else if (rest.startsWith('<!--')) {
      this.#inComment = !rest.includes('-->');
    } else {
      this.#paragraph = rest;
      const heading = headingOf(rest) ?? (isUnderline(rest) ? paragraph : undefined);
      if (heading !== undefined) this.#heading = isName(heading) ? heading : undefined;
    }
  }

  #addItem({ whole, number, column, rest }: Line): void {
    const [marker = ''] = MARKER.exec(rest) ?? [];
    const content = indentation(rest.slice(marker.length));
    const [box, inBox] = BOX.exec(content.rest) ?? [];
    const parent = this.#owner;
    // Five spaces and more are an indentation within the item.
    const begin = column + marker.length + (content.column > CODE_INDENT ? 1 : Math.max(content.column, 1));
    if (box === undefined || inBox === undefined) {
      if (parent === undefined) this.entries.push({ line: number, skipped: 'it has no box' });
      else parent.below.push(whole);
      this.#open.push({ begin, owner: parent });
      return;
    }
    const text = indentation(content.rest.slice(box.length)).rest;
    const item = { line: number, box: inBox, text, below: [], heading: this.#heading, parent };
    this.entries.push(item);
    this.#open.push({ begin, owner: item });
  }

  /** What is no task: text of the item that it stands in; elsewhere it is told if it looks like one. */
  #leaveOut({ whole, number, rest }: Line, reason: string): void {
    if (this.#owner !== undefined) this.#owner.below.push(whole);
    else if (hasBox(withoutQuotes(rest))) this.entries.push({ line: number, skipped: reason });
  }

  /** Ends the items that a line in this column does not belong to. */
  #close(column: number): void {
    while ((this.#open.at(-1)?.begin ?? 0) > column) this.#open.pop();
  }

  get #owner(): ChecklistItem | undefined {
    return this.#open.at(-1)?.owner;
  }
}

/** The indentation of a line, for which a tab goes on to the next multiple of four, and what follows it. */
export function indentation(line: string): { column: number; rest: string } {
  const begin = line.search(/[^ \t]/);
  const index = begin === -1 ? line.length : begin;
  const white = line.slice(0, index);
  return { column: white.includes('\t') ? columnBehind(white) : index, rest: line.slice(index) };
}

function columnBehind(white: string): number {
  let column = 0;
  for (const character of white) column += character === '\t' ? CODE_INDENT - (column % CODE_INDENT) : 1;
  return column;
}

/** The number of lines at the beginning that say something about the document. */
function endOfFrontMatter(lines: readonly string[]): number {
  if (lines[0]?.trimEnd() !== '---') return 0;
  return lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(line)) + 1;
}

/** Text that goes on with a paragraph, however far it is indented. */
function isText(rest: string): boolean {
  return (
    !isItem(rest) &&
    headingOf(rest) === undefined &&
    !FENCE.test(rest) &&
    !/^(?:>|<!--)/.test(rest) &&
    !isRule(rest)
  );
}

function isItem(rest: string): boolean {
  return MARKER.test(rest) && !isRule(rest);
}

function hasBox(rest: string): boolean {
  const [marker] = MARKER.exec(rest) ?? [];
  return marker !== undefined && BOX.test(indentation(rest.slice(marker.length)).rest);
}

function withoutQuotes(rest: string): string {
  const begin = rest.search(/[^> \t]/);
  return begin === -1 ? '' : rest.slice(begin);
}

/** `---`, `* * *`: a line across the page. */
function isRule(rest: string): boolean {
  const mark = rest.charAt(0);
  if (!'-*_'.includes(mark)) return false;
  let marks = 0;
  for (const character of rest) {
    if (character === mark) marks += 1;
    else if (!' \t'.includes(character)) return false;
  }
  return marks >= 3;
}

/** Of `## Name` or `## Name ##`. */
function headingOf(rest: string): string | undefined {
  const [marks] = /^#{1,6}(?=[ \t]|$)/.exec(rest) ?? [];
  if (marks === undefined) return undefined;
  const text = rest.slice(marks.length);
  const open = withoutEnd(text, '#');
  return (open === '' || /[ \t]$/.test(open.slice(-1)) ? open : text).trim();
}

/** One without text, and one that every task below it would have to keep, ends the one before. */
function isName(heading: string): boolean {
  return heading !== '' && heading.length <= LONGEST_HEADING;
}

/** Makes the line of text above it a heading. */
function isUnderline(rest: string): boolean {
  const mark = rest.charAt(0);
  return '-='.includes(mark) && rest === mark.repeat(rest.length);
}

function isEndOf(fence: string, rest: string): boolean {
  return rest.startsWith(fence) && rest === fence.charAt(0).repeat(rest.length);
}
