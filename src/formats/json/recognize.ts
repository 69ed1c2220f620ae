import { firstObject } from './values.ts';

/** Whether the first object of the text has what a task of Taskwarrior has. */
export function looksLikeTaskwarrior(text: string): boolean {
  const { description, uuid, entry, status } = firstObject(text) ?? {};
  return typeof description === 'string' && [uuid, entry, status].some((value) => typeof value === 'string');
}

/** Whether the first object of the text has what a task of our own has. */
export function looksLikeOurJson(text: string): boolean {
  return typeof firstObject(text)?.['title'] === 'string';
}
