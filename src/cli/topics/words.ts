import type { HelpTopic } from '../../render/help-topic.ts';

export const words: HelpTopic = {
  name: 'words',
  summary: 'the quick words of add and edit',
  sections: [
    {
      title: 'A task in one line',
      text: 'todo add Pay rent due:fri +home pri:high every:month',
    },
    {
      title: 'Quick words',
      rows: [
        {
          terms: ['+home', '+work/urgent'],
          meaning: 'a tag: letters, digits, - _ . and /, the first one a letter',
        },
        { terms: ['-home'], meaning: 'edit only: takes the tag off' },
        { terms: ['due:fri', 'due:27-nov-17:00'], meaning: 'when it is due; see todo help dates' },
        {
          terms: ['pri:high', 'pri:h', 'pri:1'],
          meaning: 'the priority: high, medium or low, h, m or l, 1, 2 or 3',
        },
        { terms: ['every:month', 'every:mon,thu'], meaning: 'how it recurs; see todo help dates' },
        { terms: ['note:"call first"'], meaning: 'more about the task' },
        { terms: ['due:none', 'every:none'], meaning: 'no date, no recurrence: in edit, takes it away' },
        { terms: ['--'], meaning: 'all words after it are text' },
      ],
    },
    {
      title: 'Everything else is text',
      text:
        'The other words are the title, untouched: http://example.org, re:invent, a+b and +1 are no quick words. A quick word ' +
        'with a value that cannot be understood is an error, and nothing is added or changed. A value with spaces takes ' +
        'quotes (due:"fri 17:00") or hyphens (due:fri-17:00). The same holds for every line of todo add -.',
    },
  ],
};
