import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deriveKey } from '../../src/auth/password.ts';
import { formatToken, parseToken } from '../../src/auth/session-token.ts';
import { withOptionsFirst } from '../../src/cli/argument-order.ts';
import { candidatesFor } from '../../src/cli/candidates.ts';
import { readDue, readRecurrence, readSeries } from '../../src/cli/dates.ts';
import { readMap } from '../../src/cli/import-map.ts';
import { readFilter } from '../../src/cli/list-filter.ts';
import { createProgram } from '../../src/cli/program.ts';
import { readTypedLine } from '../../src/cli/typed-line.ts';
import { parseConnection } from '../../src/data/connection.ts';
import {
  checkPassword,
  parseEmail,
  parseSessionName,
  parseUsername,
} from '../../src/domain/account-fields.ts';
import { readCalendarPhrase } from '../../src/domain/calendar-phrase.ts';
import { parseDueWords } from '../../src/domain/date-language.ts';
import { readDay } from '../../src/domain/day-language.ts';
import { formatDue } from '../../src/domain/due-date.ts';
import { parseDuration } from '../../src/domain/duration.ts';
import {
  DatabaseError,
  NotConfiguredError,
  NotLoggedInError,
  TodoError,
  UsageError,
} from '../../src/domain/errors.ts';
import { FORMATS } from '../../src/domain/file-format.ts';
import { parseTerms, splitTerms } from '../../src/domain/filter-terms.ts';
import { parseIdPrefix } from '../../src/domain/id-prefix.ts';
import type { ImportedRow } from '../../src/domain/imported-task.ts';
import { parseSessionIds } from '../../src/domain/listed-session.ts';
import { formatMonth } from '../../src/domain/month.ts';
import { parseMonth } from '../../src/domain/month-language.ts';
import { parseNote } from '../../src/domain/note.ts';
import { readCardinal, readOrdinal } from '../../src/domain/number-words.ts';
import { parsePriority } from '../../src/domain/priority.ts';
import { quoted } from '../../src/domain/quoted.ts';
import { readRecurrenceWords } from '../../src/domain/recurrence-language.ts';
import { isWellFormed } from '../../src/domain/recurrence-rule.ts';
import { describeRecurrence } from '../../src/domain/recurrence-words.ts';
import { nextOccurrence, parseRecurrence } from '../../src/domain/recurrence.ts';
import { readRecurringDays } from '../../src/domain/recurring-days.ts';
import { formatRrule, parseRrule } from '../../src/domain/rrule-text.ts';
import { parseSearch } from '../../src/domain/search-text.ts';
import { parseSelection } from '../../src/domain/selection.ts';
import { parseTag, parseTags } from '../../src/domain/tag.ts';
import { formatTaskDocument, readTaskDocument } from '../../src/domain/task-document.ts';
import { fillForm, readForm } from '../../src/domain/task-form.ts';
import { searchTasks } from '../../src/domain/task-search.ts';
import { readTaskLine, readTaskWords } from '../../src/domain/task-words.ts';
import { splitTime } from '../../src/domain/time-of-day.ts';
import { parseTitle } from '../../src/domain/title.ts';
import { escapeUnsafe } from '../../src/domain/unsafe-characters.ts';
import { readWord, splitWords } from '../../src/domain/words.ts';
import { readCsv } from '../../src/formats/csv/read.ts';
import { readIcal } from '../../src/formats/ical/read.ts';
import { readInstant } from '../../src/formats/instant-text.ts';
import { splitJson } from '../../src/formats/json/values.ts';
import { readJsonLines } from '../../src/formats/jsonl/read.ts';
import { readMarkdown } from '../../src/formats/markdown/read.ts';
import { readTaskwarrior } from '../../src/formats/taskwarrior/read.ts';
import { readRecur } from '../../src/formats/taskwarrior/recur.ts';
import { readTodoTxt, readTodoTxtLine } from '../../src/formats/todotxt/read.ts';
import { formatOfName, recognizeFormat } from '../../src/formats/recognize.ts';
import { findDatabaseUrl } from '../../src/local/database-url.ts';
import { effort } from '../support/effort.ts';
import { sampleTask } from './sample-task.ts';
import { anyText, expectOnlyUsageErrors, expectToldPlainly } from './usage-error.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const TODAY = 20_780;
const TASK = sampleTask({
  due: { on: '2026-11-27', at: null },
  recursionPattern: 'FREQ=WEEKLY',
  tags: ['home'],
});
/** More words than Linux lets a command line have. */
const MANY = 200_000;
const MARKERS = ['due', 'pri', 'every', 'note', 'is'] as const;
const PROGRAM = createProgram({ stdout: new Writable() }, '0.0.0', () => () => {
  throw new Error('Nothing is run here.');
});

/** Something that takes text from outside, and what it promises of what it returns. */
interface Parser {
  /** Reads a text and holds that the value is what was promised; a failure must be of the kind below. */
  readonly read: (text: string) => unknown;
  readonly nearlyRight: RegExp;
  /** What it throws; by default UsageError. */
  readonly failure?: typeof TodoError;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-todo-any-input-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** By the name of the function. */
const PARSERS: Readonly<Record<string, Parser>> = {
  parseUsername: {
    read: (text) => {
      const username = parseUsername(text);
      expect(username).toMatch(/^[a-z0-9][a-z0-9_.-]{1,31}$/);
      expect(parseUsername(username)).toBe(username);
    },
    nearlyRight: /^ ?[\w.-]{0,40}$/,
  },
  parseEmail: {
    read: (text) => {
      const email = parseEmail(text);
      expect(email).toMatch(/^[^@\s\p{Cc}]+@[^@\s\p{Cc}]+$/u);
      expect(Array.from(email).length).toBeLessThanOrEqual(254);
      expect(parseEmail(email)).toBe(email);
    },
    nearlyRight: /^[\w.@ -]{0,60}$/,
  },
  checkPassword: {
    read: (text) => {
      const password = checkPassword(text);
      expect(Array.from(password).length).toBeGreaterThanOrEqual(8);
      expect(Array.from(password).length).toBeLessThanOrEqual(256);
      expect(checkPassword(password)).toBe(password);
    },
    nearlyRight: /^([a-z ]|e\u0301){0,300}$/,
  },
  parseSessionName: {
    read: (text) => {
      const name = parseSessionName(text, 'device');
      expect(name).toMatch(/^[^]{1,200}$/);
      expect(parseSessionName(name, 'token')).toBe(name);
    },
    nearlyRight: /^[a-z ]{0,120}$/,
  },
  parseDueWords: {
    read: (text) => {
      const due = parseDueWords(text, NOW);
      expect(formatDue(due)).toMatch(/^[1-9]\d{3}-\d\d-\d\d( [0-2]\d:[0-5]\d)?$/);
      expect(parseDueWords(formatDue(due), NOW)).toEqual(due);
    },
    nearlyRight: /^(next |in |\+)?(fri|\d{1,6}|a|two|2027-02-28|eom) ?(days|w|y|nov|17:00|5pm| ago)?$/,
  },
  readCalendarPhrase: {
    read: (text) => expectDay(readCalendarPhrase(text, TODAY)),
    nearlyRight: /^(fri )?\d{1,2}(st|th)? (nov|february|of may)( \d{4})?$/,
  },
  readDay: {
    read: (text) => expectDay(readDay(text, TODAY)),
    nearlyRight: /^(in |\+)?(\d{1,6}|a|ten) ?(d|weeks|months|y)( ago)?$/,
  },
  parseMonth: {
    read: (text) => {
      const month = formatMonth(parseMonth(text, NOW));
      expect(month).toMatch(/^[1-9]\d{3}-(0[1-9]|1[0-2])$/);
      expect(formatMonth(parseMonth(month, NOW))).toBe(month);
    },
    nearlyRight: /^(next|last|this)?[- ]?(dec|\d{1,5}|[+-]\d{1,6}|month)?[- /.]?(\d{4}|of 2027)?$/,
  },
  splitTime: {
    read: (text) => {
      const { at, rest } = splitTime(text);
      expect(at ?? '00:00').toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
      expect(text).toContain(rest);
    },
    nearlyRight: /^(fri )?(at )?(\d{1,2}(:\d\d)? ?[ap]m|\d{1,2}:\d\d|noon|midnight)( fri)?$/,
  },
  parseDuration: {
    read: (text) => {
      const seconds = parseDuration(text);
      expect(Number.isInteger(seconds) && seconds > 0 && seconds <= 400 * 86_400).toBe(true);
    },
    nearlyRight: /^\d{0,400}[mhdwMHDW]?$/,
  },
  parseTerms: {
    read: async (text) => {
      for (const words of [[text], splitTerms(text)]) {
        const groups = await parseTerms(words, (date) => parseDueWords(date, NOW));
        expect(groups.every((group) => group.search.every((word) => word !== ''))).toBe(true);
      }
    },
    nearlyRight:
      /^(or |[+-]home |due:(week|none|"next fri") |is:(any|done) |pri:(high|l),h |-- |"a b" ){0,5}$/,
  },
  splitTerms: {
    read: (text) => expect(splitTerms(text).every((term) => text.includes(term))).toBe(true),
    nearlyRight: /^("[a-z ]{0,3}"|due:"a b"| |a){0,8}$/,
  },
  parseIdPrefix: {
    read: (text) => {
      const prefix = parseIdPrefix(text);
      expect(prefix ?? '01987654').toMatch(/^[\da-f]{8}(-?[\da-f]+)*$/);
      expect(parseIdPrefix(prefix ?? '')).toBe(prefix);
    },
    nearlyRight: /^[\dA-Fa-f]{8}(-?[\da-f]{1,4}){0,8}$/,
  },
  parseSessionIds: {
    read: (text) => expect(parseSessionIds([text])).toEqual([expect.stringMatching(/^[\da-f]{8}/)]),
    nearlyRight: /^[\da-f-]{7,40}$/,
  },
  parseNote: {
    read: (text) => expect(parseNote(parseNote(text) ?? '')).toBe(parseNote(text)),
    nearlyRight: /^[ a-z\r\n\t]{0,20}$/,
  },
  readCardinal: {
    read: (text) => expect([undefined, 0, 1].includes(Math.sign(readCardinal(text) ?? 0))).toBe(true),
    nearlyRight: /^(\d{1,6}|ten|one)$/,
  },
  readOrdinal: {
    read: (text) => expect(readOrdinal(text) ?? 1).toBeGreaterThanOrEqual(-1),
    nearlyRight: /^(\d{1,3}(st|nd|rd|th)|last|tenth)$/,
  },
  parsePriority: {
    read: (text) => expect(['High', 'Medium', 'Low']).toContain(parsePriority(text)),
    nearlyRight: /^[highmedulow]{0,8}$/,
  },
  parseRecurrence: {
    read: (text) => {
      const pattern = parseRecurrence(text, '2026-11-30');
      expect(pattern).toMatch(/^FREQ=[-A-Z\d=;,]{1,495}$/);
      expect(parseRecurrence(pattern, '2026-11-30')).toBe(pattern);
      expect(parseRecurrence(describeRecurrence(pattern), '2026-11-30')).toBe(pattern);
      expect(nextOccurrence(pattern, '2026-11-30', '2026-12-24')?.on ?? '9999').toMatch(/^\d{4}/);
    },
    nearlyRight:
      /^(every |rrule:)?(\d{1,5} ?(days|w|months)|mon,thu|FREQ=(DAILY|YEARLY);?|BYDAY=[+-]?\d{0,3}MO;?|other )( on the last fri)?( ?!| until 2027-01-01|, 3 times)?$/,
  },
  readRecurrenceWords: {
    read: (text) => {
      const rule = readRecurrenceWords(text);
      expect(rule === undefined || isWellFormed(rule)).toBe(true);
    },
    nearlyRight:
      /^(every )?(\d{1,5} )?(mon|weekdays|months|last day|15th)(,| and )?(fri)?( after completion)?$/,
  },
  readRecurringDays: {
    read: (text) =>
      expect(['WEEKLY', 'MONTHLY', 'YEARLY']).toContain(readRecurringDays(text)?.frequency ?? 'WEEKLY'),
    nearlyRight:
      /^(\d{1,3}(st|th)|first|last|mon|30th or last day)(,(2nd|day|15th))*( monday| day)?( of (feb|every month))?$/,
  },
  parseRrule: {
    read: (text) => {
      const rule = parseRrule(text);
      expect(rule === undefined || isWellFormed(rule)).toBe(true);
      expect(parseRrule(rule === undefined ? '' : formatRrule(rule))).toEqual(rule);
    },
    nearlyRight:
      /^(FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;BYDAY=-?\d?\d?(MO|SU)|;BYMONTHDAY=[+-]?\d{1,4}(,\d\d)?|;COUNT=0{0,9}\d{1,5}|;UNTIL=\d{8}(T\d{6}Z)?|;INTERVAL=\d{0,5}|;BYSETPOS=-?\d{1,4}|;WKST=SU|;X-FROM=COMPLETION){0,5})$/,
  },
  parseSearch: {
    read: (text) => expect(parseSearch(text)).toBe(text),
    nearlyRight: /^[a-z ]{0,9}$/,
  },
  parseSelection: {
    read: (text) => {
      const { numbers, idPrefixes } = parseSelection([text]);
      expect(numbers.length + idPrefixes.length).toBeGreaterThan(0);
      expect(numbers.every((number) => Number.isInteger(number) && number > 0 && number < 2 ** 31)).toBe(
        true,
      );
      expect(idPrefixes.map(parseIdPrefix)).toEqual(idPrefixes);
    },
    nearlyRight: /^(#?\d{0,11}(-#?\d{1,11})?[, ]?|[\da-f]{8}-?[\da-f]{0,4} ){1,4}$/,
  },
  parseTag: {
    read: (text) => {
      const tag = parseTag(text);
      expect(tag).toMatch(/^(?!\p{M})[\p{L}\p{M}\p{N}_./-]{1,50}$/u);
      expect(parseTag(tag)).toBe(tag);
      expect(escapeUnsafe(tag)).toBe(tag);
    },
    nearlyRight: /^([-\w./+,]|e\u0301){0,60}$/,
  },
  parseTags: {
    read: (text) => {
      const tags = parseTags([text]);
      expect(tags.length).toBeLessThanOrEqual(20);
      expect(parseTags([tags.join()])).toEqual(tags);
    },
    nearlyRight: /^([a-zA-Z]{1,2},){0,25}[a-z]$/,
  },
  parseTitle: {
    read: (text) => {
      const title = parseTitle(text);
      expect(title).toMatch(/^[^\n\r]{1,1000}$/);
      expect(parseTitle(title)).toBe(title);
    },
    nearlyRight: /^ ?[a-z\n]{0,12} ?$/,
  },
  readTaskDocument: {
    read: (text) => {
      for (const document of [text, `${text}\n---\n`, `---\n${text}`, formatTaskDocument(TASK) + text]) {
        const change = readTaskDocument(document, TASK, NOW);
        const changed = { ...TASK, ...change };
        // Nothing of it changes when it is opened and saved once more.
        expect(readTaskDocument(formatTaskDocument(changed), changed, NOW)).toEqual({});
      }
    },
    nearlyRight: /^((Title|DUE| Tags|Repeat|Priority|#|Note)[: ](fri|a b|daily|low)?\n|---+\n|\r\n){0,5}$/,
  },
  readForm: {
    read: (text) => {
      for (const name of ['title', 'due', 'priority', 'tags', 'repeat'] as const) {
        const changed = { ...TASK, ...readForm({ [name]: text }, TASK, NOW) };
        expect(readForm(fillForm(changed), changed, NOW)).toEqual({});
      }
    },
    nearlyRight: /^(fri|none| |high|\+home,b|every 2 weeks)?$/,
  },
  readTaskWords: {
    read: (text) => {
      for (const edits of [true, false]) {
        const { text: title } = readTaskWords([text], { edits });
        expect(title.trim()).toBe(title);
      }
    },
    nearlyRight: /^([+-]?[a-z1]{1,3}|due:("a b"|x)?|--|note:"| |"|pri:h){0,6}$/,
  },
  readTaskLine: {
    read: (text) => {
      const { text: title } = readTaskLine(text);
      expect(title.trim()).toBe(title);
    },
    nearlyRight: /^([+-]?[a-z1]{1,3}|due:("a b"|x)?|--|note:"| |"|pri:h){0,6}$/,
  },
  readTodoTxt: {
    read: (text) => expectRows(readTodoTxt(text)),
    nearlyRight:
      /^(x |\(A\) |2026-11-2\d |[+@](a|1|a&b) |(due|t|rec|at|pri|rrule|note|tag|title):(2026-11-27|\+1w|%20|1700|a|D) |\n|\r\n){0,8}$/,
  },
  readTodoTxtLine: {
    read: (text) => expectRows([readTodoTxtLine(text, 1)]),
    nearlyRight: /^(x |\(A\) |2026-11-2\d |\+a |due:2026-02-30 |title:a){0,8}$/,
  },
  readMarkdown: {
    read: (text) => expectRows(readMarkdown(text)),
    nearlyRight:
      /^( {2}|\t|- |\[[ x/-]\] |1\. |## |> |```|~~~|---|===|<!--|-->|#a |📅 2026-02-3\d |🔁 every day |⏫ |a |\n|\r\n){0,12}$/u,
  },
  splitJson: {
    read: (text) => {
      for (const place of splitJson(text)) {
        expect(place.line).toBeGreaterThan(0);
        // What was read is JSON, and reads as the same.
        if ('value' in place) expect([...splitJson(JSON.stringify(place.value) + '\n')]).not.toEqual([]);
        else expect(place.problem).toMatch(/^It is|^The list is/);
      }
    },
    nearlyRight: /^([[\]{},:\n ]|"a\\?"|"|1|-|null|\{"a":){0,16}$/,
  },
  readTaskwarrior: {
    read: (text) => expectRows(readTaskwarrior(text, { now: NOW })),
    nearlyRight:
      /^\[?(\{"description":"(a|\\n|\\ud83d)"(,"(due|until|wait)":"2026(1127|0230)T1\d0000Z"|,"recur":"(weekly|3mo|12h)"|,"tags":\["a b?"\]|,"(id|uuid|\w)":\d|,"annotations":\[\]){0,4}\}?,?\n?){0,3}\]?$/,
  },
  readJsonLines: {
    read: (text) => expectRows(readJsonLines(text, { now: NOW })),
    nearlyRight:
      /^\[?(\{"title":"(a|\\n|\\ud83d)"(,"dueDate":"2026-02-(27|30)"|,"completedAt":"2026-11-27T1\d:00Z"|,"recursionPattern":"FREQ=(DAILY|X)"|,"tags":\["a b?"\]|,"(id|\w)":(\d|"a")){0,4}\}?,?\n?){0,3}\]?$/,
  },
  readInstant: {
    read: (text) => expect(readInstant(text)?.toISOString() ?? '').toMatch(/^([+\d]\d+-[01]\d-.+Z)?$/),
    nearlyRight: /^(\d{4}-?[01]\d-?[0-3]\d)(T| )?(\d\d:?\d\d(:?\d\d)?(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)?$/,
  },
  readRecur: {
    read: (text) => {
      const rule = readRecur(text);
      expect(rule === undefined || isWellFormed(rule)).toBe(true);
    },
    nearlyRight: /^(P?\d{1,5} ?(d|wks|mo|q|y|h|D|M)|daily|weekdays|fortnight|P\dY\dM)$/,
  },
  readIcal: {
    read: (text) => {
      for (const file of [text, `BEGIN:VTODO\nSUMMARY:a\n${text}\nEND:VTODO`]) expectRows(readIcal(file));
    },
    nearlyRight:
      /^((BEGIN|END):(VTODO|VALARM|VCALENDAR)\n|(DUE|DTSTART);TZID=(Asia\/Tokyo|x):2026(02|13)3\dT1[0-9]0000Z?\n|RRULE:FREQ=DAILY\n|(SUMMARY|DESCRIPTION|UID|RECURRENCE-ID|X-NEON-TODO-TITLE)(;A="?b"?)?:(a|\\,|\\n|%07|%)\n| a\r\n){0,8}$/,
  },
  readCsv: {
    read: (text) => {
      for (const file of [text, `title,due,priority,done\n${text}`, `TYPE,CONTENT,INDENT,DATE\n${text}`]) {
        expectOnlyUsageErrors(() => expectRows(readCsv(file, { now: NOW })));
      }
      expectOnlyUsageErrors(() => readCsv(`${text},a\n`, { now: NOW, map: new Map([[text, text]]) }));
      expectOnlyUsageErrors(() => readCsv(`${text},a\n`, { now: NOW, map: new Map([['title', text]]) }));
    },
    nearlyRight:
      /^((title|task|note|due)[,;\t]|"|a|,|;|'=1|\n|\r\n|"a""b"|1\/2\/2026|30\.2\.26 5pm|every day|task,@a,2){0,12}$/,
  },
  readWord: {
    read: (text) => expect(['text', 'tag', 'no tag', 'marker']).toContain(readWord(text, MARKERS).kind),
    nearlyRight: /^([+-]|(due|is|NOTE|pri):)"?[a-z ]{0,3}"?$/,
  },
  splitWords: {
    read: (text) => expect(splitWords(text).join('')).toBe(text.trimEnd()),
    nearlyRight: /^((due|note):"[a-z ]{0,3}"?|[ \t\n]|\S){0,6}$/,
  },
  searchTasks: {
    read: (text) => expect(searchTasks([TASK], text).length).toBeLessThanOrEqual(1),
    nearlyRight: /^(#?42|pay|\+home| )?$/,
  },
  quoted: {
    read: (text) =>
      expect(quoted(text)).toMatch(/^"[^\p{Cc}\p{Bidi_Control}\p{Surrogate}\u2028\u2029]{0,361}"$/u),
    nearlyRight: /^[\n"a-z]{0,70}$/,
  },
  parseToken: {
    read: (text) => expect(formatToken(parseToken(text, 'TODO_TOKEN'))).toBe(text),
    nearlyRight: /^todo_[\w-]{64}$/,
    failure: NotLoggedInError,
  },
  deriveKey: {
    read: async (text) => deriveKey('correct horse', text),
    // Never strong enough, as a good one takes 100 ms.
    nearlyRight: /^\$argon2id\$v=19\$m=\d{1,4},t=\d{1,3},p=\d{1,3}\$[A-Za-z0-9+/]{20,24}\$$/,
    failure: DatabaseError,
  },
  parseConnection: {
    read: (text) => {
      const { url, ...connection } = parseConnection(text, 'the test');
      expect(parseConnection(url, 'the test')).toEqual({ url, ...connection });
      expect(connection.name).toMatch(/^[^/]+\/[^/]+$/);
    },
    nearlyRight:
      /^ ?postgres(ql)?:\/\/[a-z%]{0,3}(:[a-z%0-9]{0,3})?@?(localhost|127\.0\.0\.1|\[::1\]|ep-x-pooler\.neon\.tech|[a-z.%]{0,5})(:\d{0,6})?(\/[a-z%01/?#]{0,5})?$/,
    failure: NotConfiguredError,
  },
  findDatabaseUrl: {
    read: (text) => {
      const envFile = join(folder, '.env');
      writeFileSync(envFile, text);
      const places = { env: {}, cwd: folder, rememberedEnvFile: () => undefined, configFolder: folder };
      for (const named of [undefined, envFile]) {
        expect(findDatabaseUrl({ ...places, envFile: named }).url).not.toBe('');
      }
    },
    nearlyRight: /^(export )?(DATABASE_URL ?= ?["'`]?[^"]{0,9}["'`]?\n?|#.{0,3}\n|A=\n){0,3}$/,
    failure: NotConfiguredError,
  },
  readDue: {
    read: async (text) => expect(formatDue(await readDue(text, NOW))).toMatch(/^\d{4}-/),
    nearlyRight: /^(fri|in \d{1,9} days)$/,
  },
  readRecurrence: {
    read: async (text) => expect(await readRecurrence(text, null)).toMatch(/^FREQ=/),
    nearlyRight: /^every \d{0,5} ?(days|w)$/,
  },
  readSeries: {
    read: async (text) => expect((await readSeries(text, null, NOW)).due?.on).toMatch(/^\d{4}-/),
    nearlyRight: /^(every \d{0,5} ?(days|w|y)|mon|31st|29 feb|FREQ=DAILY;BYMONTH=2;BYMONTHDAY=\d\d)$/,
  },
  readFilter: {
    read: async (text) => expect(await readFilter([text], { search: [text] }, NOW)).toHaveProperty('either'),
    nearlyRight: /^([+-]a|due:fri|or| ){0,4}$/,
  },
  readMap: {
    read: (text) => {
      const map = readMap([text]);
      expect(map?.size).toBeGreaterThan(0);
    },
    nearlyRight: /^( ?[a-z]{1,3}=[a-z =]{0,3},?){0,3}$/,
  },
  formatOfName: {
    read: (text) => expect([undefined, ...FORMATS]).toContain(formatOfName(text)),
    nearlyRight: /^[a-z]{0,3}\.(txt|json|MD|constructor)$/,
  },
  recognizeFormat: {
    read: (text) => {
      for (const name of [undefined, text, 'a.txt']) {
        expect([undefined, ...FORMATS]).toContain(recognizeFormat(text, name));
      }
    },
    nearlyRight:
      /^(BEGIN:V(CALENDAR|TODO)\n|[[{]|"(title|uuid|description)": ?"a"|[\]},]|- \[[ x]\] |x |\(A\) |title|,|\n){0,6}$/,
  },
  withOptionsFirst: {
    read: async (text) => {
      for (const argv of [[text], ['list', text, '-work', text], ['add', ...text.split(' ', MANY)]]) {
        const ordered = await withOptionsFirst(argv, PROGRAM);
        expect(ordered.filter((word) => word !== '--')).toEqual(
          expect.arrayContaining(argv.filter((word) => word !== '--')),
        );
      }
    },
    nearlyRight: /^(-[a-z]{1,3}|--(json|due|env-file|x)(=x)?|--|list|edit|-\d| |a){0,5}$/,
  },
  readTypedLine: {
    read: (text) => {
      for (const words of [
        text.split(' '),
        ['list', text],
        ['done', '1', text],
        ['edit', '--due', text],
        [],
      ]) {
        const line = readTypedLine(PROGRAM, words);
        expect(line.head + line.current).toBe(words.at(-1) ?? '');
        expect(candidatesFor(line, NOW)).toHaveProperty('known');
      }
    },
    nearlyRight: /^(-[a-z]{0,2}|--(json|due|env-file|tag|x)(=x)?|--|list|done|help|edit|due:|\+|1,| ){0,6}$/,
  },
};

/** What was read can be stored, and what was not is told plainly. */
function expectRows(rows: readonly ImportedRow[]): void {
  for (const row of rows) {
    expect(row.line).toBeGreaterThan(0);
    if ('task' in row) {
      expect(parseTitle(row.task.title)).toBe(row.task.title);
      expect(parseNote(row.task.description ?? '')).toBe(row.task.description);
      expect(parseTags(row.task.tags)).toEqual(row.task.tags);
    } else {
      expect('problem' in row ? row.problem : row.skipped).toMatch(/^[\w :,']{1,100}$/);
    }
  }
}

const TRIED_ELSEWHERE = [
  // By whole command lines (test/command/any-command-line.test.ts).
  'readDrafts',
  'parseLimit',
  // By readCsv.
  'splitRecords',
  'readTable',
  'readDate',
  'readClock',
  'readCsvPriority',
  'readState',
  'readLabels',
  // By readIcal.
  'splitLine',
  // By readTaskwarrior and readJsonLines.
  'readObjects',
];

/** Days may be beyond those that a task can be due on, but they are days. */
function expectDay(day: number | undefined): void {
  expect(Number.isSafeInteger(day ?? 0)).toBe(true);
}

describe.each(Object.entries(PARSERS))('%s', (_name, { read, nearlyRight, failure = UsageError }) => {
  const outcomeOf = async (text: string): Promise<'kept' | 'refused'> => {
    try {
      await read(text);
      return 'kept';
    } catch (error) {
      if (!(error instanceof TodoError)) throw error;
      expectToldPlainly(error, failure);
      return 'refused';
    }
  };

  it('keeps its promise or says what is wrong, whatever it is given', async () => {
    await fc.assert(
      fc.asyncProperty(anyText(nearlyRight), async (text) => {
        expect(['kept', 'refused']).toContain(await outcomeOf(text));
      }),
    );
  });

  it('takes no time for a long text', async () => {
    for (const part of REPEATED) {
      const run = part.repeat(LONG / part.length);
      for (const text of effort([`x${run}x${run}`], [`x${run}x${run}`, `${run}x`, run])) {
        expect(['kept', 'refused']).toContain(await outcomeOf(text));
      }
    }
  });
});

/** By the square of its length, a text of such a part takes longer than a test may. */
const LONG = 200_000;
const FEW = 'a| |\n|"|-|!|,|1|\u0300\u0316|+a |due:" |! | and |mon,|1-|-- '.split('|');
const MORE = [
  '\t|\r|\0|--|+|:|;|=|#|.|/|@|%|0|\u200B|\uD83D|👨‍👩‍👧‍👦|\u00A0|\u202E|İ|ﷺ|-1| -|- |a-| "|" |every |the |next |at 5pm |due:"|-a |or |a@',
  '1,|1-2,|0-|FREQ=DAILY;|BYDAY=MO;|MO,|%41|todo_|$|\r\n|---\n|Title: x\n|A="\n|mon-|🇩|é',
].flatMap((parts) => parts.split('|'));
const REPEATED = effort(FEW, [...FEW, ...MORE]);

/** All that read text; the paths of files are not among it. */
it('are all there', () => {
  const root = new URL('../../src/', import.meta.url);
  const declaration =
    /^export (?:async )?function ((?:parse|read|split|check)\w*)\(\s*(?!path|file)\w+: (?:readonly )?string(?:\[\])?[,)]/gm;
  const declared = ['auth', 'cli', 'data', 'domain', 'formats', 'local'].flatMap((layer) =>
    readdirSync(new URL(layer, root), { encoding: 'utf8', recursive: true })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => {
        const source = readFileSync(new URL(`${layer}/${file}`, root), 'utf8');
        return Array.from(source.matchAll(declaration), ([, name]) => name);
      }),
  );
  expect(declared.length).toBeGreaterThan(30);
  const tried = new Set([...Object.keys(PARSERS), ...TRIED_ELSEWHERE]);
  expect(declared.filter((name) => name === undefined || !tried.has(name))).toEqual([]);
});
