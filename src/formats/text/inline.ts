import { canBeTag } from '../../domain/tag.ts';
import type { Kept } from '../kept.ts';
import { percentDecoded, percentEncoded } from './percent.ts';

// Text with tags and `key:value` among its words, as in todo.txt and in checklists.

/** What a word, or several from one on, means. */
export type Meaning =
  /** Part of the title. */
  | undefined
  /** Within the title it reads as `text`; behind it, or without a text, it is no part of it. */
  | { readonly tag: string; readonly text: string | undefined }
  /** Never a part of the title; takes so many words. */
  | { readonly name: string; readonly value: string; readonly words: number };

/** The meaning of the word at `index`; words come without the white space around them. */
export type MeaningOf = (words: readonly string[], index: number) => Meaning;

export interface Inline {
  readonly title: string;
  readonly tags: readonly string[];
  /** In their order; values as they are written. */
  readonly values: readonly Kept[];
}

/** More than a title and a note can have, encoded; longer ones are not looked into. */
export const LONGEST_INLINE = 200_000;

const EXACT_TITLE = 'title:';
/** With the white space ahead of it. */
const WORD = /[ \t]*[^ \t]+/g;

/** Takes a text of one line apart. Words are what stands between spaces and tabs; in the title, those stay as they are. */
export function toInline(text: string, meaningOf: MeaningOf): Inline {
  const { sentence, ...inline } = exactly(text, meaningOf) ?? naturally(text, meaningOf);
  return inline.title === '' ? { ...inline, title: sentence } : inline;
}

/** The title as it stands in a line of text: without what would end the line or drive a terminal. */
export function visibleTitle(title: string): string {
  return title.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, (run) => (/^\t+$/.test(run) ? run : ' ')).trim();
}

/** A word that gives the title exactly, as long as what is visible of it stands at the beginning. */
export function exactTitle(title: string): string {
  return EXACT_TITLE + percentEncoded(title);
}

/** A tag with its sign, or with a key if it has no letter: `+49` and `#12` are numbers to who reads them. */
export function tagWord(sign: string, name: string, tag: string): string {
  return canHaveSign(name) ? sign + name : `tag:${percentEncoded(tag)}`;
}

function canHaveSign(name: string): boolean {
  return /[a-z]/i.test(name) || /\p{L}/u.test(name);
}

/** Splits at the first colon; undefined if one of the two is empty. */
export function keyAndValue(word: string): { name: string; value: string } | undefined {
  const colon = word.indexOf(':');
  return colon < 1 || colon === word.length - 1
    ? undefined
    : { name: word.slice(0, colon), value: word.slice(colon + 1) };
}

/** Without any of the characters at its end. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** What `+tag,` says with one of the signs: the tag and the word within a sentence. Punctuation is no part of it. */
export function signedTag(word: string, tagOf: (name: string) => string): Meaning {
  const text = word.slice(1);
  const name = withoutEnd(text, ',;:!?)');
  const tag = tagOf(name);
  return name !== '' && canHaveSign(name) && canBeTag(tag) ? { tag, text } : undefined;
}

/** What the keys of a text say, for each to be taken once. */
export class Values {
  #left: Kept[];

  constructor(written: Inline['values']) {
    this.#left = written.map(({ name, value }) => ({ name, value: percentDecoded(value) }));
  }

  /** The first value of the key that can be read. */
  take<T>(name: string, read: (value: string) => T | undefined): T | undefined {
    for (const [index, kept] of this.#left.entries()) {
      const value = kept.name === name ? read(kept.value) : undefined;
      if (value === undefined) continue;
      this.#left.splice(index, 1);
      return value;
    }
    return undefined;
  }

  takeAll(name: string): string[] {
    const taken = this.#left.filter((kept) => kept.name === name);
    this.#left = this.#left.filter((kept) => kept.name !== name);
    return taken.map(({ value }) => value);
  }

  left(): readonly Kept[] {
    return this.#left;
  }
}

interface Parts {
  readonly spaced: readonly string[];
  readonly words: readonly string[];
}

function partsOf(text: string): Parts {
  const spaced = withoutEnd(text, ' \t').match(WORD) ?? [];
  return { spaced, words: spaced.map((word) => word.replace(/^[ \t]+/, '')) };
}

interface Sentence extends Inline {
  /** The title with the tags at its end. */
  readonly sentence: string;
}

function naturally(text: string, meaningOf: MeaningOf): Sentence {
  const { spaced, words } = partsOf(text);
  const title: string[] = [];
  const tags: string[] = [];
  const values: Kept[] = [];
  /** Of the title, up to the last word that is no tag. */
  let length = 0;
  for (let index = 0; index < words.length;) {
    const meaning = meaningOf(words, index);
    const word = spaced[index] ?? '';
    if (meaning === undefined) {
      title.push(word);
      length = title.length;
    } else if ('tag' in meaning) {
      tags.push(meaning.tag);
      if (meaning.text !== undefined)
        title.push(word.slice(0, word.length - (words[index]?.length ?? 0)) + meaning.text);
    } else {
      values.push(meaning);
    }
    index += meaning !== undefined && 'words' in meaning ? meaning.words : 1;
  }
  return { title: title.slice(0, length).join(''), sentence: title.join(''), tags, values };
}

function exactly(text: string, meaningOf: MeaningOf): Sentence | undefined {
  const start = text.lastIndexOf(EXACT_TITLE);
  const before = text.slice(0, Math.max(start, 0));
  const [word = ''] = /^[^ \t]+/.exec(text.slice(before.length)) ?? [];
  const title = percentDecoded(word.slice(EXACT_TITLE.length));
  const visible = visibleTitle(title);
  const between = before.slice(visible.length);
  const isWord = start !== -1 && title !== '' && /^$|[ \t]$/.test(before.slice(-1));
  const isHead = before.startsWith(visible) && (visible === '' || /^[ \t]/.test(between));
  if (!isWord || !isHead) return undefined;
  const rest = naturally(between + text.slice(before.length + word.length), meaningOf);
  return rest.title === '' ? { ...rest, title } : undefined;
}
