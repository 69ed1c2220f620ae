import type { HelpTopic } from '../render/help-topic.ts';
import type { TopicName } from './help.ts';
import { dates } from './topics/dates.ts';
import { environment } from './topics/environment.ts';
import { exitCodes } from './topics/exit-codes.ts';
import { filters } from './topics/filters.ts';
import { formatting } from './topics/formatting.ts';
import { words } from './topics/words.ts';

/** The text of every topic; loaded by those who read one. */
export const TOPICS: Readonly<Record<TopicName, HelpTopic>> = {
  words,
  dates,
  filters,
  formatting,
  environment,
  'exit-codes': exitCodes,
};
