import { DAY, GUINEA, HOUR, LATVIA, type Leg, leg, MINUTE, NOW, SECOND, USA } from './test-legs.ts';

const atHome = { sourceIp: '198.51.100.1' };
const elsewhere = { source: 'sbc-2' };

/** Calls of a quarter of an hour in which three lines are abused, and of the weeks before. */
export const CALLS = {
  l1: leg({
    subscriber: 'sub-1',
    callId: 'l1',
    ago: 10 * MINUTE,
    talk: 5 * MINUTE,
    yen: 600,
    to: GUINEA,
  }),
  l2: leg({
    subscriber: 'sub-2',
    callId: 'l2',
    ago: 8 * MINUTE,
    talk: 2 * MINUTE,
    yen: 240,
    to: GUINEA,
  }),
  l3: leg({
    ...{ subscriber: 'sub-3', callId: 'l3', ago: 6 * MINUTE, talk: MINUTE, yen: 90, to: LATVIA },
    service: 'denwa',
  }),
  l4: leg({
    ...{ subscriber: 'sub-3', callId: 'l4', ago: 4 * MINUTE, talk: MINUTE, yen: 120, to: GUINEA },
    service: 'denwa',
  }),
  l5: leg({
    ...{ subscriber: 'sub-4', callId: 'l5', ago: 20 * MINUTE, to: GUINEA },
    cdr: { event: 'start' },
  }),
  l6: leg({
    ...{ subscriber: 'sub-1', callId: 'l6', ago: 9 * MINUTE, to: GUINEA },
    cdr: { event: 'start' },
  }),
  l6Interim: leg({
    ...{
      subscriber: 'sub-1',
      callId: 'l6',
      ago: 9 * MINUTE,
      talk: 8 * MINUTE,
      yen: 480,
      to: GUINEA,
    },
    cdr: { event: 'interim', ingestedAt: NOW - 30 * SECOND },
  }),
  refused: leg({
    ...{ subscriber: 'sub-1', callId: 'l7', ago: 2 * MINUTE, to: GUINEA },
    cdr: { barred: true },
  }),
  usual1: leg({
    ...{ subscriber: 'sub-1', callId: 'h1', ago: 7 * DAY + 30 * MINUTE, talk: 10 * MINUTE },
    ...{ yen: 300, to: USA, cdr: atHome },
  }),
  usual2: leg({
    ...{ subscriber: 'sub-2', callId: 'h2', ago: 3 * DAY, talk: 15 * MINUTE, yen: 900, to: USA },
    cdr: atHome,
  }),
  usual3: leg({
    ...{ subscriber: 'sub-8', callId: 'h3', ago: 10 * DAY, talk: MINUTE, yen: 2800, to: LATVIA },
    cdr: atHome,
  }),
  domestic: leg({ subscriber: 'sub-5', callId: 'd1', ago: 2 * HOUR, talk: MINUTE, cdr: elsewhere }),
  unknown: leg({
    ...{ subscriber: 'sub-5', callId: 'd2', ago: 3 * HOUR },
    cdr: { ...elsewhere, kind: 'unknown', calledNumber: '99912345678' },
  }),
  noStop: leg({
    ...{ subscriber: 'line:0312345699', callId: 'd3', ago: 5 * HOUR },
    cdr: { ...elsewhere, event: 'start' },
  }),
  noPrice: leg({
    ...{ subscriber: 'sub-5', callId: 'd7', ago: 4 * HOUR, talk: MINUTE, to: USA },
    cdr: elsewhere,
  }),
  weekAgo: leg({
    ...{ subscriber: 'sub-5', callId: 'd6', ago: 7 * DAY + 10 * MINUTE, talk: MINUTE },
    cdr: elsewhere,
  }),
  late: leg({
    ...{ subscriber: 'sub-5', callId: 'x1', ago: 20 * DAY, talk: MINUTE },
    cdr: { ...elsewhere, late: true, ingestedAt: NOW - HOUR },
  }),
  // A full number that should be gone by now.
  old: leg({
    ...{
      subscriber: 'sub-6',
      callId: 'p1',
      ago: NOW - Date.UTC(2026, 2, 1),
      talk: MINUTE,
      yen: 50,
    },
    to: USA,
  }),
} satisfies Record<string, Leg>;
