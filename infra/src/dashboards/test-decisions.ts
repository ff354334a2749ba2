import type { AlertVersionRow, VerdictRow } from '@sekisho/clickhouse';
import { buildAlertVersionRow } from '@sekisho/clickhouse/testing';
import { CALLS } from './test-calls.ts';
import { DAY, HOUR, MINUTE, NOW, SECOND } from './test-legs.ts';

type Call = keyof typeof CALLS;

const fired = (rule: string, ...calls: Call[]) => ({
  ...{ rule, severity: 'critical', observed: 2, threshold: 1, window: 3600 },
  calls: calls.map((name) => CALLS[name].cdr.offset),
});
const piece = (rule: string, name: string, points: number) => ({
  ...{ rule, name, observed: 2, usual: 1, points },
});

let offset = 1000;

function step(row: Partial<AlertVersionRow> & { at: number }): AlertVersionRow {
  offset += 1;
  const { at } = row;
  const times = { openedAt: at, lastAt: at, firstAt: at, since: at, ingestedAt: at + SECOND };
  return buildAlertVersionRow({ ...times, offset, service: 'hikari', rulesVersion: 'r1', ...row });
}

const restricted = (restrictionId: string, at: number) => ({
  ...{ severity: 'critical' as const, restrictionId, restrictedAt: at },
  restrictedUntil: at + 12 * HOUR,
});

const a1 = {
  ...{ alertId: 'a-1', subscriber: 'sub-1', openedAt: NOW - 9 * MINUTE, besideVersion: 'cand-1' },
  rules: [fired('cost', 'l1'), fired('velocity', 'l1', 'l6Interim')],
  evidence: [
    piece('velocity', 'novel', 30),
    piece('cost', 'novel', 20),
    piece('cost', 'night', 10),
  ],
};
const a4 = {
  ...{ alertId: 'a-4', subscriber: 'sub-7', openedAt: NOW - 2 * DAY },
  ...{ rules: [fired('cost')], evidence: [piece('cost', 'night', 12)] },
};
const a3 = { alertId: 'a-3', subscriber: 'sub-3', service: 'denwa', costJpyMilli: 210_000 };

export const ALERTS: readonly AlertVersionRow[] = [
  step({ ...a1, step: 1, at: NOW - 9 * MINUTE, costJpyMilli: 200_000 }),
  step({
    ...{ ...a1, step: 2, at: NOW - 8 * MINUTE, costJpyMilli: 400_000 },
    ...restricted('r-1', NOW - 8 * MINUTE),
  }),
  step({
    ...{ ...a1, step: 3, at: NOW - 5 * MINUTE, costJpyMilli: 1_080_000 },
    ...restricted('r-1', NOW - 8 * MINUTE),
  }),
  step({
    ...{ alertId: 'a-2', subscriber: 'sub-2', at: NOW - 6 * MINUTE, costJpyMilli: 240_000 },
    ...{ severity: 'warning', rules: [fired('velocity', 'l2')] },
  }),
  step({
    ...{ ...a3, at: NOW - 3 * MINUTE, rules: [fired('velocity', 'l3', 'l4')] },
    ...restricted('r-3', NOW - 3 * MINUTE),
  }),
  step({
    ...{ alertId: 'a-6', subscriber: 'sub-4', at: NOW - 19 * MINUTE, costJpyMilli: 0 },
    ...{ severity: 'warning', rules: [fired('velocity', 'l5')] },
  }),
  step({ ...a4, step: 1, at: NOW - 2 * DAY, costJpyMilli: 1_000_000 }),
  step({
    ...{ ...a4, step: 2, at: NOW - 2 * DAY + MINUTE, costJpyMilli: 2_000_000 },
    ...restricted('r-4', NOW - 2 * DAY),
  }),
  step({
    ...{ ...a4, step: 3, at: NOW - 2 * DAY + 6 * HOUR, costJpyMilli: 5_000_000 },
    ...{ ...restricted('r-4', NOW - 2 * DAY), closedAt: NOW - 2 * DAY + 6 * HOUR },
  }),
  // A drill is no fraud.
  step({ alertId: 'a-5', subscriber: 'drill-1', service: 'drill', at: NOW - MINUTE }),
];

export const CANDIDATES: readonly AlertVersionRow[] = [
  step({
    ...{ alertId: 'c-9', subscriber: 'sub-10', at: NOW - DAY - 2 * HOUR, costJpyMilli: 700_000 },
    ...{ rulesVersion: 'cand-1', besideVersion: 'r1' },
    ...restricted('r-9', NOW - DAY - 115 * MINUTE),
  }),
];

const answer = (
  alertId: string,
  verdictId: number,
  verdict: VerdictRow['verdict'],
  givenBy: string,
  ago: number,
): VerdictRow => ({
  ...{ alertId, verdictId, verdict, givenBy, reason: 'asked' },
  ...{ givenAt: NOW - ago, ingestedAt: NOW - ago },
});

export const ANSWERS: readonly VerdictRow[] = [
  answer('a-4', 1, 'ours', 'sato', DAY),
  answer('a-2', 2, 'unsure', 'sato', 5 * MINUTE),
  answer('a-1', 3, 'not-ours', 'sato', 4 * MINUTE),
  answer('a-2', 4, 'ours', 'suzuki', 2 * MINUTE),
  answer('a-6', 5, 'not-ours', 'suzuki', MINUTE),
];
