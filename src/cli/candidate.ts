import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { parseDueWords } from '../domain/date-language.ts';
import { describeDueWithDistance } from '../domain/due-date.ts';
import { nameMonth } from '../domain/month.ts';
import { parseMonth } from '../domain/month-language.ts';
import { describeRecurrence } from '../domain/recurrence-words.ts';
import { parseRecurrence } from '../domain/recurrence.ts';
import { DATE_PHRASES, MONTH_PHRASES } from './offered-phrases.ts';

/** What may take the place of the word that is being typed. */
export interface Candidate {
  readonly value: string;
  /** Empty: there is nothing to say. */
  readonly description: string;
}

export function ofCommand(command: CommandUnknownOpts): Candidate {
  return { value: command.name(), description: command.summary() };
}

export function ofFlag({ short, long, description }: Option): Candidate[] {
  return [long, short].flatMap((value) => (value === undefined ? [] : [{ value, description }]));
}

export function dates(now: Date): Candidate[] {
  return DATE_PHRASES.map((value) => {
    const description = describeDueWithDistance(parseDueWords(value, now), now);
    return { value, description: description === value ? '' : description };
  });
}

export function months(now: Date): Candidate[] {
  return MONTH_PHRASES.map((value) => ({ value, description: nameMonth(parseMonth(value, now)) }));
}

export function recurrences(phrases: readonly string[]): Candidate[] {
  return phrases.map((value) => ({ value, description: describeRecurrence(parseRecurrence(value)) }));
}

export function plain(value: string): Candidate {
  return { value, description: '' };
}

export function pair([value, description]: readonly [string, string]): Candidate {
  return { value, description };
}

export function behind(head: string): (candidate: Candidate) => Candidate {
  return ({ value, description }) => ({ value: head + value, description });
}
