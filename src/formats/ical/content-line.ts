import { withPictures } from './own-properties.ts';

export const LINE_END = '\r\n';
/** Octets of a line, without its end (RFC 5545, section 3.1). */
const LONGEST_LINE = 75;
const ASCII = /^[ -~\t]*$/;

/** Folded, with the end of its last line. */
export function folded(line: string): string {
  if (line.length <= LONGEST_LINE && ASCII.test(line)) return line + LINE_END;
  const lines: string[] = [];
  let start = 0;
  let at = 0;
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > LONGEST_LINE) {
      lines.push(line.slice(start, at));
      start = at;
      // The space ahead of what goes on.
      octets = 1;
    }
    at += character.length;
    octets += size;
  }
  return [...lines, line.slice(start)].join(`${LINE_END} `) + LINE_END;
}

/** A value of the type TEXT. */
export function textValue(text: string): string {
  return withPictures(text)
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`);
}

/** Of a character's UTF-8. */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x1_00_00 ? 3 : 4;
}
