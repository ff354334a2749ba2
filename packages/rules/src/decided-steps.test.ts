import { expect, it } from 'vitest';
import type { AlertVersion } from './alert-version.ts';
import { DecidedSteps } from './decided-steps.ts';

const steps = [
  { alertId: 'a', step: 1, subscriber: 's1', at: 5, severity: 'warning' },
  { alertId: 'a', step: 2, subscriber: 's1', at: 5, severity: 'critical' },
  { alertId: 'b', step: 1, subscriber: 's2', at: 5, severity: 'critical' },
  { alertId: 'b', step: 2, subscriber: 's2', at: 9, severity: 'critical' },
] as AlertVersion[];

function expecting(): DecidedSteps {
  const decided = new DecidedSteps();
  decided.expect(steps);
  return decided;
}

it.each([
  { why: 'one step a judging', subscriber: 's1', at: 5, isCritical: true, taken: [0] },
  { why: 'a warning of any judging', subscriber: 's1', at: 5, isCritical: false, taken: [0] },
  { why: 'a bar of one that was critical', subscriber: 's2', at: 5, isCritical: true, taken: [2] },
  { why: 'no bar of one that was not', subscriber: 's2', at: 5, isCritical: false, taken: [] },
  { why: 'nothing of another instant', subscriber: 's2', at: 9, isCritical: true, taken: [] },
  { why: 'nothing of a stranger', subscriber: 's3', at: 5, isCritical: true, taken: [] },
])('gives $why, and keeps the rest', ({ subscriber, at, isCritical, taken }) => {
  const decided = expecting();
  expect(decided.take(subscriber, at, isCritical)).toEqual(taken.map((i) => steps[i]));
  expect(decided.takeRest()).toEqual(steps.filter((_, i) => !taken.includes(i)));
  expect(decided.has('s1')).toBe(false);
});

it('gives the steps of an alert one after the other', () => {
  const decided = expecting();
  expect(decided.take('s1', 5, true)).toEqual([steps[0]]);
  expect(decided.take('s1', 5, true)).toEqual([steps[1]]);
  expect(decided.has('s1')).toBe(false);
  expect(decided.has('s2')).toBe(true);
});
