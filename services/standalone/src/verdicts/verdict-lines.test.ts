import { expect, it } from 'vitest';
import type { JudgedAlert } from '../control/operations.ts';
import { verdictLines } from './verdict-lines.ts';

const judged = (alertId: string, verdict: JudgedAlert['verdict']): JudgedAlert => ({
  alertId,
  verdict,
  subscriber: `of-${alertId}`,
  firstAt: Date.UTC(2026, 3, 1, 9),
  lastAt: Date.UTC(2026, 3, 1, 10),
  calls: 7,
});

it('writes fraud as attacks and own use as cases', () => {
  const { labels, cases } = verdictLines([judged('a-1', 'ours'), judged('a-2', 'not-ours')]);
  const times = { firstAt: '2026-04-01T09:00:00.000Z', lastAt: '2026-04-01T10:00:00.000Z' };
  expect(labels.map((line) => JSON.parse(line))).toEqual([
    {
      subscriber: 'of-a-2',
      attack: 'a-2',
      shape: 'verdict',
      ...times,
      calls: 7,
      verdict: 'not-ours',
    },
  ]);
  expect(cases.map((line) => JSON.parse(line))).toEqual([
    { subscriber: 'of-a-1', case: 'verdict-ours', ...times },
  ]);
});
