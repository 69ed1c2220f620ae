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
      title: 'One or several',
      text:
        'add and show print one task with --json; all other commands on tasks, and todo add -, print an array. ' +
        'undo and redo print {"command","device","at","tasks"}. trash adds the key deletedAt to each task.',
    },
  ],
};
