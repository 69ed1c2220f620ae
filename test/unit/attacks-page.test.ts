import { expect, it } from 'vitest';
import { ATTACKS } from '../security/attacks/all.ts';
import { markdownTable } from '../support/markdown-table.ts';

/** How often the attacks of some entries are tried on PostgreSQL 17 or 18, once in each state of the attacker's session. */
function tries(major: number): number {
  return ATTACKS.filter(({ since = 0 }) => since <= major).reduce(
    (count, { attacks, sessions }) => count + attacks.length * sessions.length,
    0,
  );
}

it('docs/attacks.md tells of every attack that is tried', async () => {
  const rows = ATTACKS.map(({ what, guards, attacks, sessions, since }) => [
    what.replace(/[,:]$/, ''),
    String(attacks.length),
    String(attacks.length * sessions.length),
    guards.join(' and ') + (since === undefined ? '' : ` (from PostgreSQL ${since} on)`),
  ]);
  await expect(`${INTRODUCTION}
${markdownTable(['Mallory …', 'ways', 'tries', 'what stops him'], rows)}
`).toMatchFileSnapshot('../../docs/attacks.md');
});

const INTRODUCTION = `# Attacks that are tried

Mallory holds the connection string that \`todo db invite\` prints, which everybody who shares a database has, and sends whatever SQL
he likes. \`test/security/attacks.test.ts\` tries each of these attacks on real PostgreSQL servers with an owner like Neon's, ${tries(17)} tries on
PostgreSQL 17 and ${tries(18)} on 18: without a session, with his own, or with one that may only read, as the attack allows. He gains nothing, and nothing of
anybody is changed. An attack that could never succeed would prove nothing. So each try is made again where what stops it is missing, and
gains something there; where two things have to be missing, it is also made where only one of them is.

Guesses at passwords, oracles (EXPLAIN, statistics, errors, what a hidden row leaves behind), connections of others in a pool, stolen tokens, the
journal and quotas take more than one transaction. They have tests of their own beside it, and so does what is known to be possible:
\`test/security/known.test.ts\` and [SECURITY.md](../SECURITY.md).

\`npx vitest run test/security\` tries all of it; this page is made by \`npx vitest run test/unit/attacks-page.test.ts --update\`.
`;
