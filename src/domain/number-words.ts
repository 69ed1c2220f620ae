/** The numbers in words that readCardinal knows. */
export const CARDINALS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
/** The numbers in words that readOrdinal knows, besides `last`. */
export const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];

/** 3 of `three`, `3`; at most five digits. */
export function readCardinal(word: string): number | undefined {
  return /^\d{1,5}$/.test(word) ? Number(word) : position(CARDINALS, word);
}

/** 3 of `third`, `3rd`; -1 of `last`. */
export function readOrdinal(word: string): number | undefined {
  if (word === 'last') return -1;
  const [, digits] = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(word) ?? [];
  return digits === undefined ? position(ORDINALS, word) : Number(digits);
}

/** `1st`, `2nd`, `23rd`; up to 99. */
export function formatOrdinal(number: number): string {
  const tens = Math.floor(number / 10);
  const suffix = tens === 1 ? undefined : ['th', 'st', 'nd', 'rd'][number % 10];
  return `${number}${suffix ?? 'th'}`;
}

function position(words: readonly string[], word: string): number | undefined {
  const index = words.indexOf(word);
  return index === -1 ? undefined : index + 1;
}
