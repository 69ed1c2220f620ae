import type { HelpTopic } from '../../render/help-topic.ts';

export const filters: HelpTopic = {
  name: 'filters',
  summary: 'which tasks list shows, export writes, and --where means',
  sections: [
    {
      title: 'Terms of todo list',
      text: 'todo list +home -work pri:high due:week milk',
      rows: [
        { terms: ['+home'], meaning: 'with this tag' },
        { terms: ['-work'], meaning: 'without this tag' },
        { terms: ['pri:high', 'pri:high,low'], meaning: 'of this priority, or of one of several' },
        {
          terms: ['due:week', 'due:fri', 'due:3d'],
          meaning: 'due by the end of it, overdue ones included; see todo help dates',
        },
        { terms: ['due:overdue'], meaning: 'the date or the time has passed' },
        { terms: ['due:none', 'due:any'], meaning: 'without a date, with any date' },
        { terms: ['is:open', 'is:done', 'is:any'], meaning: 'open ones if nothing is said' },
        { terms: ['milk'], meaning: 'in title, note or tags, whatever the case and the accents' },
        { terms: ['"oat milk"'], meaning: 'in quotes: both words as they stand' },
        { terms: ['or'], meaning: 'between groups of terms: +home due:today or pri:high' },
        { terms: ['--'], meaning: 'all words after it are searched for' },
      ],
    },
    {
      title: 'How they combine',
      text:
        'All terms of a group must be met. Options of list say the same and more: --tag, --without, --priority, --search, ' +
        '--overdue, --today, --all, --done. --sort, --reverse and --limit say in which order, and how many.',
    },
    {
      title: 'The same for export',
      text: 'todo export takes the same terms and options, and writes tasks that are done as well unless --open, --done or is: says which.',
    },
    {
      title: 'The same for done, reopen, edit and rm',
      text:
        'With --where such terms take the place of numbers: todo done --where "+groceries due:today". The tasks are shown ' +
        'and you are asked first; --yes answers in advance, and --dry-run only shows what would happen.',
    },
  ],
};
