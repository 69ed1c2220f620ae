import type { Context } from '../context.ts';
import type { Candidate } from './candidate.ts';
import type { LiveQuestion } from './candidates.ts';

/** The answers of the database, in one request. None as well if it cannot be asked or takes too long. */
export async function readLive(
  question: LiveQuestion | undefined,
  context: Context,
): Promise<readonly Candidate[]> {
  try {
    switch (question?.kind) {
      case 'tasks':
        return await taskCandidates(question, context);
      case 'tags':
        return await tagCandidates(question, context);
      case 'sessions':
        return await sessionCandidates(question.excluded, context);
      case undefined:
        return [];
    }
  } catch {
    return [];
  }
}

type About<Kind extends LiveQuestion['kind']> = Extract<LiveQuestion, { readonly kind: Kind }>;

async function taskCandidates(
  { head, state, digits, excluded }: About<'tasks'>,
  context: Context,
): Promise<Candidate[]> {
  const { candidateTasks, deletedCandidates } = await import('../commands/find-candidates.ts');
  const { escapeControl } = await import('../render/escape.ts');
  const tasks =
    state === 'deleted'
      ? await deletedCandidates(digits, context)
      : await candidateTasks({ completed: state === 'done', digits }, context);
  return tasks
    .filter(({ number }) => !excluded.has(number))
    .map(({ number, title }) => ({ value: `${head}${number}`, description: escapeControl(title) }));
}

/** Without those that another program made of what nobody can type, and a terminal should not be sent. */
async function tagCandidates({ head, beginning }: About<'tags'>, context: Context): Promise<Candidate[]> {
  const { candidateTags } = await import('../commands/find-candidates.ts');
  const { isTag } = await import('../domain/tag.ts');
  const tags = (await candidateTags(beginning, context)).filter(({ tag }) => isTag(tag));
  return tags.map(({ tag, open }) => ({ value: head + tag, description: `${open} open` }));
}

/** Beginnings of ids, as short as `todo sessions` shows them. */
async function sessionCandidates(excluded: readonly string[], context: Context): Promise<Candidate[]> {
  const { listSessions } = await import('../commands/list-sessions.ts');
  const { sessionHint, shortId } = await import('../render/session-line.ts');
  const sessions = await listSessions(context);
  return sessions
    .filter(({ id }) => !excluded.some((word) => id.startsWith(word)))
    .map((session) => ({ value: shortId(session), description: sessionHint(session) }));
}
