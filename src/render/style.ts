import { Chalk, type ChalkInstance } from 'chalk';

/** What a piece of text may look like where it goes. */
export interface Style {
  /** Whether escape sequences are allowed at all: colour, bold and underline alike. */
  readonly color: boolean;
  /** Whether the locale is UTF-8; otherwise symbols of ours are plain ASCII. */
  readonly unicode: boolean;
  /** Terminal cells in a line; Infinity where nothing is cut or wrapped. */
  readonly width: number;
  /** The moment from which `today` and `overdue` are told. */
  readonly now: Date;
}

/** Chalk with the 16 colours that every terminal has and its owner chose, or without any escape sequence. */
export function colors(style: Style): ChalkInstance {
  return style.color ? colored : plain;
}

const colored = new Chalk({ level: 1 });
const plain = new Chalk({ level: 0 });
