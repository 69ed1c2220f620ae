import type { HelpTopic } from '../../render/help-topic.ts';

export const formatting: HelpTopic = {
  name: 'formatting',
  summary: 'what the output looks like, for people and for programs',
  sections: [
    {
      title: 'At a terminal',
      text:
        'A table that fits its width, with dates as people say them and a line that counts. Control characters in a task ' +
        'are shown as \\x1b or the like. NO_COLOR, TERM=dumb or --no-color: no colours and no escape sequences.',
    },
    {
      title: 'In a pipe',
      text:
        'One task a line, nothing cut, no colour, tabs between the fields: number, state, due, priority, title, tags. ' +
        'FORCE_COLOR=1 keeps the colours of sentences. Messages, questions and errors are on stderr. ' +
        'A long list is printed as it arrives; an error on the way says that it breaks off.',
    },
    {
      title: 'Options',
      rows: [
        {
          terms: ['--json'],
          meaning: 'one JSON document and nothing else, [] for no task; errors are JSON on stderr',
        },
        { terms: ['--jsonl'], meaning: 'one JSON object a line, for commands that print tasks or sessions' },
        {
          terms: ['-q', '--quiet'],
          meaning: 'the numbers of the tasks alone, one a line; the ids of sessions',
        },
        { terms: ['--no-color'], meaning: 'no colours and no escape sequences' },
      ],
    },
    {
      title: 'A task as JSON',
      text: 'All of these keys, always; later versions may add some.',
      rows: [
        { terms: ['number'], meaning: 'counted from 1 for each user, never given again' },
        { terms: ['id'], meaning: 'a UUID' },
        { terms: ['title', 'description'], meaning: 'text; description is the note, or null' },
        { terms: ['dueDate', 'dueTime'], meaning: 'YYYY-MM-DD and HH:MM, or null' },
        { terms: ['priority'], meaning: 'High, Medium or Low' },
        { terms: ['tags'], meaning: 'an array of text' },
        { terms: ['recursionPattern'], meaning: 'an RRULE, or null' },
        { terms: ['completed', 'completedAt'], meaning: 'true or false, and when, or null' },
        { terms: ['createdAt', 'updatedAt'], meaning: 'instants, as 2026-11-23T09:00:00.000Z' },
      ],
    },
    {
      title: 'Calendar and stats',
      text:
        'In a pipe, calendar prints a line for each day that has tasks: date, open, done, overdue. stats prints a line for each ' +
        'number: what it is, of which day, priority or tag if there are several, and the number, or two of them, open and done. ' +
        'With --json each is one object with these keys, and later versions may add some.',
      rows: [
        { terms: ['month', 'today'], meaning: 'calendar: YYYY-MM; both: YYYY-MM-DD' },
        { terms: ['weekStart'], meaning: 'Monday to Sunday, as in your locale' },
        { terms: ['overdueBefore'], meaning: 'how many tasks are overdue from earlier months' },
        {
          terms: ['days'],
          meaning: 'all of the month: {"date","open","done","overdue","tasks"}; the counts are of all tasks',
        },
        {
          terms: ['tasks'],
          meaning: 'the first 10 of a day: {"number","title","dueTime","priority","completed"}',
        },
        {
          terms: ['open', 'done', 'overdue'],
          meaning: 'stats: how many tasks; overdue ones are open as well',
        },
        { terms: ['doneToday', 'doneThisWeek'], meaning: 'how many were done' },
        { terms: ['streak'], meaning: '{"current","longest"}: days in a row on which something was done' },
        { terms: ['doneByDay'], meaning: 'the last 14 days: {"date","done"}' },
        {
          terms: ['openByWeek'],
          meaning: 'after each of the last 8 weeks: {"date","open"}; the last is today',
        },
        { terms: ['priorities'], meaning: 'all three: {"priority","open","done"}' },
        { terms: ['tags'], meaning: 'the 10 most frequent of open tasks: {"tag","open","done"}' },
      ],
    },
    {
      title: 'One or several',
      text:
        'add and show print one task with --json; all other commands on tasks, and todo add -, print an array. ' +
        'undo and redo print {"command","device","at","tasks"}. trash adds the key deletedAt to each task.',
    },
  ],
};
