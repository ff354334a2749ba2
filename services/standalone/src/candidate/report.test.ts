import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DifferenceRow } from './read-difference.ts';
import { differenceReport } from './report.ts';
import { summaryOf } from './summary.ts';

const T0 = Date.parse('2026-11-22T00:00:00Z');
const SPAN = { from: T0, until: T0 + 86_400_000 };

/** Minutes after T0 at which each side would have restricted; `undefined` where it would not. */
function row(live: number | undefined, candidate: number | undefined, changes = {}): DifferenceRow {
  const at = (minutes: number | undefined) =>
    minutes === undefined ? null : new Date(T0 + minutes * 60_000).toISOString();
  const side = (rules: string, minutes: number | undefined) => ({
    rules,
    alerts: [`a-${rules}`],
    severity: 'critical' as const,
    score: 80,
    costJpy: 1234.4,
    openedAt: at(0),
    restrictedAt: at(minutes),
  });
  const only = candidate === undefined ? 'live-only' : 'candidate-only';
  const one = live === undefined && candidate === undefined ? 'neither' : only;
  return {
    subscriber: 's1',
    service: 'hikari',
    caught: 'both',
    restricted: live !== undefined && candidate !== undefined ? 'both' : one,
    at: at(Math.min(live ?? Infinity, candidate ?? Infinity, 999))!,
    verdict: '',
    live: side('now', live),
    candidate: side('new', candidate),
    ...changes,
  };
}

const ROWS = [
  row(5, 3),
  row(5, 9),
  row(5, 5),
  row(undefined, 7, { verdict: 'ours' }),
  row(undefined, 8, { verdict: 'not-ours' }),
  row(7, undefined, { verdict: 'not-ours', caught: 'live-only' }),
  row(undefined, undefined),
];

beforeEach(() => {
  vi.stubEnv('TZ', 'Asia/Tokyo');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('what a candidate would have done otherwise', () => {
  it('is counted by who would have restricted, and how far ahead', () => {
    expect(summaryOf(ROWS)).toEqual({
      live: ['now'],
      candidate: ['new'],
      alerts: { both: 6, 'live-only': 1, 'candidate-only': 0 },
      restrictions: { both: 3, 'live-only': 1, 'candidate-only': 2 },
      earlier: 1,
      later: 1,
      judged: {
        'live-only': { notOurs: 1, ours: 0 },
        'candidate-only': { notOurs: 1, ours: 1 },
      },
    });
  });

  it.each([
    ['en', ['2 would newly be barred, 1 no longer, 3 by both (1 earlier, 1 later)', 'would bar']],
    ['ja', ['新たに規制 2 件、規制されなくなる 1 件、両方で規制 3 件（早い 1 件、遅い 1 件）']],
  ] as const)('is told in %s, what differs first', (language, says) => {
    const report = differenceReport(ROWS, SPAN, language);
    for (const line of says) expect(report).toContain(line);
    const [first] = report.split('\n').filter((line) => line.includes('s1 (hikari)'));
    expect(first).toMatch(/2026-11-22 09:07 +–.* 1,234 {2}a-now$/);
  });

  it('names how many it leaves out, and says where nothing is to tell', () => {
    const many = Array.from({ length: 23 }, () => row(undefined, 1));
    expect(differenceReport(many, SPAN, 'en')).toContain('and 3 more; --json has them all');
    expect(differenceReport([], SPAN, 'en')).toContain('no alert of either');
  });
});
