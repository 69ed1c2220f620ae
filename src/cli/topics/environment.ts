import type { HelpTopic } from '../../render/help-topic.ts';

/** What the program reads from its environment. */
export const VARIABLES: readonly { readonly names: readonly string[]; readonly meaning: string }[] = [
  { names: ['DATABASE_URL'], meaning: 'the connection string' },
  { names: ['TODO_ENV_FILE'], meaning: 'a file with DATABASE_URL, as --env-file' },
  { names: ['TODO_TOKEN'], meaning: 'a token, in the place of a login; never written to disk' },
  {
    names: ['TODO_CONFIG_DIR'],
    meaning:
      "where the login is kept; otherwise the platform's folder (~/.config/neon-todo on Linux, or in XDG_CONFIG_HOME)",
  },
  {
    names: ['NODE_COMPILE_CACHE'],
    meaning:
      "where the compiled program is kept for faster starts; otherwise the platform's folder (~/.cache/neon-todo on Linux, or in XDG_CACHE_HOME)",
  },
  { names: ['NODE_DISABLE_COMPILE_CACHE'], meaning: 'if it is set, the compiled program is not kept' },
  { names: ['NO_COLOR'], meaning: 'no colours and no escape sequences' },
  { names: ['FORCE_COLOR'], meaning: 'colours in a pipe as well; 0: none' },
  { names: ['TERM'], meaning: 'if it is dumb, as NO_COLOR' },
  { names: ['COLUMNS'], meaning: 'how wide tables are; otherwise as wide as the terminal' },
  { names: ['LC_ALL', 'LC_CTYPE', 'LANG'], meaning: 'plain ASCII in tables unless the locale is UTF-8' },
  {
    names: ['LC_ALL', 'LC_TIME', 'LANG'],
    meaning: 'the day with which weeks begin in calendar and stats; otherwise Monday',
  },
  {
    names: ['VISUAL', 'EDITOR'],
    meaning: 'the editor of edit --editor, such as nano or code --wait; otherwise vi, on Windows notepad',
  },
  { names: ['TMPDIR'], meaning: 'where the text lies meanwhile' },
  { names: ['HTTPS_PROXY', 'NO_PROXY'], meaning: 'how Neon is reached' },
  { names: ['TZ'], meaning: 'what "today" is' },
  { names: ['CI'], meaning: 'never ask a question' },
];

export const environment: HelpTopic = {
  name: 'environment',
  summary: 'variables that the program reads',
  sections: [
    { title: 'Variables', rows: VARIABLES.map(({ names, meaning }) => ({ terms: names, meaning })) },
    {
      title: 'Which database',
      text:
        'The first of these that has a DATABASE_URL: the file of --env-file or TODO_ENV_FILE, the environment, the .env ' +
        'that you logged in with, ./.env, and the .env that "todo init" wrote. A login belongs to one database.',
    },
    {
      title: 'What wins',
      text: 'An option wins over the environment, that over a file, and a file over what is built in.',
    },
  ],
};
