import { DAY, HOUR, MINUTE, NOW, SECOND } from './test-legs.ts';

/** As the enforcer mirrors it. */
export interface EventRow {
  restrictionId: string;
  seq: number;
  alertId: string;
  subscriber: string;
  service: string;
  kind: string;
  scope: string;
  fromState: string;
  state: string;
  transitionAt: number;
  doneBy: string;
  reason: string;
  detail: string;
  at: number;
  until: number;
  decidedBy: string;
  severity: 'warning' | 'critical';
  score: number;
  rules: readonly string[];
  ingestedAt: number;
}

type Happening = readonly [state: string, at: number, reason: string, doneBy?: string];

function history(row: Partial<EventRow>, happenings: readonly Happening[]): EventRow[] {
  return happenings.map(([state, transitionAt, reason, doneBy = 'auto'], index) => ({
    ...{ restrictionId: '', alertId: '', subscriber: '', service: 'hikari', kind: 'fraud' },
    ...{ scope: 'international', detail: '{}', decidedBy: 'auto', severity: 'critical', score: 90 },
    ...{ at: happenings[0]?.[1] ?? 0, until: NOW + 12 * HOUR, rules: [], ...row },
    ...{ seq: index + 1, fromState: happenings[index - 1]?.[0] ?? '', state, reason, doneBy },
    ...{ transitionAt, ingestedAt: transitionAt },
  }));
}

const began = NOW - 2 * DAY;
const midnight = Date.UTC(2026, 5, 29);

export const EVENTS: readonly EventRow[] = [
  ...history({ restrictionId: 'r-1', alertId: 'a-1', subscriber: 'sub-1' }, [
    ['applying', NOW - 7.5 * MINUTE, 'decided'],
    ['applied', NOW - 7 * MINUTE, 'applied'],
  ]),
  ...history({ restrictionId: 'r-3', alertId: 'a-3', subscriber: 'sub-3', service: 'denwa' }, [
    ['proposed', NOW - 3 * MINUTE, 'held'],
  ]),
  ...history({ restrictionId: 'r-4', alertId: 'a-4', subscriber: 'sub-7' }, [
    ['applying', began, 'decided'],
    ['applied', began + MINUTE, 'applied'],
    ['applying', began + 3 * HOUR, 'prolonged'],
    ['applied', began + 3 * HOUR + 10 * SECOND, 'applied'],
    ['releasing', NOW - DAY, 'released', 'sato'],
    ['released', NOW - DAY + 5 * SECOND, 'released', 'sato'],
  ]),
  ...history(
    {
      ...{ restrictionId: 'q-1', subscriber: 'sub-9', kind: 'request', decidedBy: 'tanaka' },
      until: NOW - HOUR,
    },
    [
      ['applying', midnight, 'decided', 'tanaka'],
      ['failed', midnight + MINUTE, 'apply-refused'],
      ['applying', midnight + HOUR, 'approved', 'tanaka'],
      ['applied', midnight + HOUR + 10 * SECOND, 'applied'],
    ],
  ),
];
