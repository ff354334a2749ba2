import { expect, it } from 'vitest';
import { evaluate } from '../evaluation.ts';
import { buildTruth, MINUTE, restrict } from '../testing/build.ts';
import { markdownOf } from './markdown.ts';
import { pageOf } from './page.ts';
import { tablesOf } from './tables.ts';

const evaluation = evaluate({
  runs: [
    {
      run: 'seed 1',
      truth: buildTruth({
        cases: [{ subscriber: 'N2', case: '<b>|x', firstAt: 0, lastAt: 1 }],
      }),
      detectors: [
        {
          detector: 'ours & theirs',
          role: 'detector',
          decisions: [restrict(45 * MINUTE)],
          versions: [{ alert: 'a', subscriber: 'N1', at: 45 * MINUTE, score: 80 }],
        },
      ],
    },
  ],
  tuning: [],
  restrictForMs: 1,
  mostFalsePer100kDays: 20,
});

it('is one page without scripts and without references, and shows names as text', () => {
  const page = pageOf(evaluation, ['Made on <seed 1>.']);
  expect(page).not.toMatch(/<script|<link|<img|<b>|\son\w+=|url\(|href=|src=/i);
  expect(
    page.match(/https?:[^"]*/g)?.filter((url) => url !== 'http://www.w3.org/2000/svg'),
  ).toEqual([]);
  expect(page).toContain('Made on &lt;seed 1&gt;.');
  expect(page).toContain('ours &amp; theirs');
  expect(page).toContain('&lt;b&gt;|x');
  expect(page.match(/<svg/g)).toHaveLength(3);
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

it('shows the same tables as Markdown', () => {
  const tables = tablesOf(evaluation);
  expect(tables.map(({ title }) => title)).toEqual([
    'Restrictions',
    'Before the restriction',
    'Asking a person',
    'By shape of attack',
    'Lawful cases',
    'By kind of subscriber',
    'Score to restrict at',
  ]);
  const cases = markdownOf(tables.find(({ title }) => title === 'Lawful cases')!);
  expect(cases).toContain('| case | cases | restrictions | asked |\n| --- | ---: | ---: | ---: |');
  expect(cases).toContain('| <b>\\|x | 1 | 0 | 0 |');
});
