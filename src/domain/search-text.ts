import { requireStorable } from './storable-text.ts';

/** A text to look for, as it is. Throws UsageError for one that no task can hold. */
export function parseSearch(text: string): string {
  requireStorable(text, 'The text to look for');
  return text;
}
