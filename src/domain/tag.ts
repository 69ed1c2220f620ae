import { UsageError } from './errors.ts';
import { quoted } from './quoted.ts';
import { codePoints, composed } from './storable-text.ts';

const LONGEST = 50;
export const MOST_TAGS = 20;
const ONLY_HYPHENS = /^-+$/;
const HINT = 'A tag is made of letters, digits, - _ . and /, such as home or work/urgent.';

/** One tag without its `+`, in Unicode's composed form (NFC): 1 to 50 letters, digits, `-`, `_`, `.` or `/`. */
export function parseTag(text: string): string {
  const tag = composed(text.trim(), LONGEST);
  if (tag === '') throw new UsageError('A tag is empty', { hint: HINT });
  if (!isTag(tag)) {
    throw new UsageError(`The tag ${quoted(tag)} holds a character that tags cannot have`, {
      hint: tag.startsWith('+') ? 'Write the tag without its plus sign.' : (guess(tag) ?? HINT),
    });
  }
  const length = codePoints(tag);
  if (length > LONGEST) {
    throw new UsageError(`The tag ${quoted(tag)} has ${length} characters, ${LONGEST} are possible`, {
      hint: HINT,
    });
  }
  return tag;
}

/** Whether it is made of what tags are made of. */
export function isTag(text: string): boolean {
  // The first decides for most tags, and looking up what a letter is takes V8 0.6 ms.
  return /^[\w./-]+$/.test(text) || /^(?!\p{M})[\p{L}\p{M}\p{N}_./-]+$/u.test(text);
}

/** Whether it is a tag as it stands. */
export function canBeTag(text: string): boolean {
  return text.length <= 2 * LONGEST && isTag(text) && codePoints(text) <= LONGEST;
}

/** The tag without what cannot be in it; hyphens take the place of what stands between words. */
function guess(text: string): string | undefined {
  if (text.length > 4 * LONGEST) return undefined;
  const joined = text.replaceAll(/['’\p{Cc}\p{Cf}]+/gu, '');
  const meant = joined
    .replaceAll(/[^\p{L}\p{M}\p{N}_./]+/gu, (run) => (ONLY_HYPHENS.test(run) ? run : '-'))
    .replaceAll(/^[-\p{M}]+|-+$/gu, '');
  return isTag(meant) && codePoints(meant) <= LONGEST ? `Did you mean ${meant}?` : undefined;
}

/**
 * Tags from values of which each may hold several, separated by commas. In the order given; of two that differ only in
 * case the first stays. More than 20 are a UsageError.
 */
export function parseTags(list: readonly string[]): string[] {
  const tags = new Map<string, string>();
  for (const text of list.flatMap((value) => value.split(','))) {
    const tag = parseTag(text);
    const key = tag.toLowerCase();
    if (!tags.has(key)) tags.set(key, tag);
  }
  if (tags.size > MOST_TAGS) {
    throw new UsageError(`A task can have ${MOST_TAGS} tags, not ${tags.size}`, { hint: 'Leave some out.' });
  }
  return [...tags.values()];
}
