import type { OpenContext } from '../context.ts';
import { notice, present } from './present.ts';
import { withExamples } from './help.ts';
import type { Program } from './settings.ts';

export function declareDatabases(program: Program, open: OpenContext): void {
  const db = program.command('db').summary('look after the database').description('Look after the database.');

  db.command('status')
    .summary('is it reachable, up to date, and what may this role do')
    .description(
      withExamples(
        'Show whether the database is reachable and up to date, what the role may do, and what to do next.',
        ['todo db status', 'todo db status --json | jq .schemaVersion'],
      ),
    )
    .action(async () => {
      const context = await open();
      const { databaseStatus } = await import('../commands/database-status.ts');
      const status = await databaseStatus(context);
      const { databaseCard, databaseJson } = await import('../render/database.ts');
      await present(context, {
        human: (style) => databaseCard(status, style),
        json: () => databaseJson(status),
      });
    });

  db.command('migrate')
    .summary('create the tables or bring them up to date')
    .description(
      withExamples('Create the tables or bring them up to date. Needs the connection string of the owner.', [
        'todo db migrate',
      ]),
    )
    .action(async () => {
      const context = await open();
      const { migrateDatabase } = await import('../commands/migrate-database.ts');
      const { database, from, to, applied } = await migrateDatabase(context);
      await present(context, {
        human: () =>
          applied.length === 0
            ? `The tables in ${database} are up to date (version ${to})`
            : `Brought the tables in ${database} from version ${from} to ${to}`,
        json: () => ({ database, from, to, applied }),
      });
    });

  db.command('invite')
    .summary('make a restricted connection string for other people')
    .description(
      withExamples(
        'Print a connection string for other people. With it they can sign up and see their own tasks, and nothing else. ' +
          'Run again, it replaces the earlier one, which stops working.',
        ['todo db invite', 'todo db invite --json | jq -r .url'],
      ),
    )
    .action(async () => {
      const context = await open();
      const { invite } = await import('../commands/invite.ts');
      const invitation = await invite(context);
      if (invitation.rotated) {
        notice(context, 'The connection string of an earlier invitation has stopped working.');
        if (!invitation.othersEnded) {
          notice(context, 'What is still connected with it could not be ended: run `todo db invite` again.');
        }
      }
      notice(
        context,
        'Hand this to the others as their DATABASE_URL. It holds a password and is not shown again:',
      );
      const { database, role, url, rotated } = invitation;
      await present(context, { human: () => url, json: () => ({ database, role, url, rotated }) });
    });
}
