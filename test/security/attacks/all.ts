import { IMPORTING } from './importing.ts';
import { JOURNAL } from './journal.ts';
import { LIMITS } from './limits.ts';
import { POWERS } from './powers.ts';
import { READING } from './reading.ts';
import { SESSIONS } from './sessions.ts';
import { WRITING } from './writing.ts';

export const ATTACKS = [...READING, ...WRITING, ...SESSIONS, ...JOURNAL, ...IMPORTING, ...LIMITS, ...POWERS];
