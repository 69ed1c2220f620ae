import { expect, it } from 'vitest';
import { findingsTable } from '../../bench/report.ts';
import type { Finding, Row } from '../../bench/row.ts';

function row(what: string, atMost: number | undefined, finding: Finding): readonly [Row, Finding] {
  const measure = (): Promise<Finding> => Promise.resolve(finding);
  return [atMost === undefined ? { what, measure } : { what, atMost, measure }, finding];
}

it('shows what was compared, what was counted, and what could not be measured', () => {
  const comparison = { floor: 80, ours: 96.04, ratio: 1.2005, quartiles: [1.1, 1.304] as const };
  expect(
    findingsTable([
      row('list', 1.25, { kind: 'comparison', comparison, unit: 'ms', cpuRatio: 1.5 }),
      row('memory', 1.2, { kind: 'comparison', comparison, unit: 'MiB' }),
      row('at first', undefined, { kind: 'comparison', comparison, unit: 'ms' }),
      row('packages', 13, { kind: 'figure', figure: 13, unit: '' }),
      row('size', 4, { kind: 'figure', figure: 4.004, unit: 'MiB' }),
      row('npx', 0.6, { kind: 'not measured', why: 'npm does not reach its registry' }),
    ]),
  ).toBe(`\
          against      ours  ratio  quartiles   CPU  at most  met
list        80 ms   96.0 ms   1.20  1.10–1.30  1.50     1.25  yes
memory     80 MiB  96.0 MiB   1.20  1.10–1.30           1.20   no
at first    80 ms   96.0 ms   1.20  1.10–1.30
packages                 13                               13  yes
size               4.00 MiB                            4 MiB   no
npx       not measured: npm does not reach its registry`);
});
