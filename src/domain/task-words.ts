import { UsageError } from './errors.ts';
import { parseTags } from './tag.ts';
import { END_OF_MARKERS, type MarkerName, readWord, splitWords } from './words.ts';

const NAMES = ['due', 'pri', 'every', 'note'] as const satisfies readonly MarkerName[];

/** What the words of `add` and `edit` say; the values of markers as they were typed. */
export interface TaskWords extends Readonly<Record<(typeof NAMES)[number], string | undefined>> {
  /** What is left without the markers: in `add`, the title. Its white space is as it was. */
  readonly text: string;
  readonly addTags: readonly string[];
  /** Only where the words are of an edit; elsewhere `-home` is text. */
  readonly removeTags: readonly string[];
}

/**
 * Reads the words as a shell passes them: `+tag`, `-tag`, `due:`, `pri:`, `every:` and `note:` are markers, until a word `--`, and
 * all else is text. One that begins with a named marker is its value as a whole, spaces included; in others, markers are looked for
 * between the spaces, so that a quoted sentence is read like an unquoted one. Throws UsageError for a marker that is repeated or has no
 * value, and for a tag that is none.
 */
export function readTaskWords(words: readonly string[], { edits = false } = {}): TaskWords {
  const end = words.indexOf(END_OF_MARKERS);
  const marked = end === -1 ? words : words.slice(0, end);
  const pieces = marked.flatMap((word) =>
    readWord(word, NAMES).kind === 'marker' ? [word] : splitWords(` ${word}`),
  );
  return gather(pieces, words.slice(marked.length + 1), edits);
}

/** The same for a line of a file, where double quotes keep the value of a marker together: `due:"fri 17:00"`. */
export function readTaskLine(line: string): TaskWords {
  const pieces = splitWords(line);
  const end = pieces.findIndex((piece) => piece.trim() === END_OF_MARKERS);
  const marked = end === -1 ? pieces : pieces.slice(0, end);
  return gather(marked, [pieces.slice(marked.length + 1).join('')], false);
}

function gather(pieces: readonly string[], literal: readonly string[], edits: boolean): TaskWords {
  const values = new Map<MarkerName, string>();
  const texts: string[] = [];
  const addTags: string[] = [];
  const removeTags: string[] = [];
  for (const piece of pieces) {
    const word = readWord(piece.trim(), NAMES);
    if (word.kind === 'marker') {
      if (values.has(word.name)) {
        throw new UsageError(`The marker ${word.name}: is given twice`, {
          hint: 'Leave one of the two out.',
        });
      }
      values.set(word.name, word.value);
    } else if (word.kind === 'tag') addTags.push(word.tag);
    else if (word.kind === 'no tag' && edits) removeTags.push(word.tag);
    else texts.push(piece);
  }
  const text = [texts.join(''), literal.join(' ')].map((part) => part.trim());
  return {
    text: text.filter((part) => part !== '').join(' '),
    addTags: parseTags(addTags),
    removeTags: parseTags(removeTags),
    due: values.get('due'),
    pri: values.get('pri'),
    every: values.get('every'),
    note: values.get('note'),
  };
}
