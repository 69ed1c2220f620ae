import type { ListedTask } from './task.ts';

/** Combining Diacritical Marks, of which accents are made once a letter is decomposed. */
const ACCENTS = /[\u0300-\u036f]/g;
/** Letters that no accent makes, as they are typed without them; as in data/task-filter.ts. */
const PLAIN: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', đ: 'd', ı: 'i', ß: 'ss' };

/** Of what is typed, more than a title and all tags have; to decompose it takes time by the square of its combining marks. */
const LONGEST = 2_000;

/**
 * The tasks in which every word that was typed is found: in `#3`, in the title or in `+tag`, in any case and with accents or without.
 * In their order, but one whose number was typed comes first.
 */
export function searchTasks(tasks: readonly ListedTask[], typed: string): readonly ListedTask[] {
  const words = fold(typed.slice(0, LONGEST))
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = tasks.filter((task) => {
    const text = searchable(task);
    return words.every((word) => text.includes(word));
  });
  const [number] = /^#?(\d+)$/.exec(typed.trim())?.slice(1) ?? [];
  const isNamed = (task: ListedTask): boolean => String(task.number) === number;
  return [...found.filter(isNamed), ...found.filter((task) => !isNamed(task))];
}

function searchable({ number, title, tags }: ListedTask): string {
  return fold([`#${number}`, title, ...tags.map((tag) => `+${tag}`)].join('\n'));
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(/[øłđıß]/g, (letter) => PLAIN[letter] ?? letter);
}
