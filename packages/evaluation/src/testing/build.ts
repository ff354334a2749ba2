import type { Decision } from '../decision.ts';
import type { LegEvent } from '../leg-event.ts';
import type { Truth, Victim } from '../truth.ts';

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** A midnight in Japan. */
export const MIDNIGHT = Date.UTC(2026, 7, 9, 15);

/** Three calls of ¥100 at 0, 60 and 120 minutes, 30 minutes each. */
export function buildVictim(parts: Partial<Victim> = {}): Victim {
  const legs = [0, 60, 120].map((minute) => ({
    startedAt: minute * MINUTE,
    endedAt: (minute + 30) * MINUTE,
    costMilliYen: 100_000,
  }));
  return {
    subscriber: 'N1',
    attack: 'blitz-1',
    shape: 'blitz',
    firstAt: 0,
    lastAt: 150 * MINUTE,
    isDeceived: false,
    legs,
    ...parts,
  };
}

export function buildTruth(parts: Partial<Truth> = {}): Truth {
  const kinds = new Map([
    ['N1', 'office'],
    ['N2', 'home'],
  ]);
  return {
    victims: [buildVictim()],
    cases: [],
    kinds,
    destinations: new Map(),
    days: 10,
    ...parts,
  };
}

/** A restriction for twelve hours. */
export function restrict(at: number, parts: Partial<Decision> = {}): Decision {
  return { subscriber: 'N1', at, until: at + 12 * HOUR, kind: 'restrict', score: 80, ...parts };
}

export function ask(at: number, parts: Partial<Decision> = {}): Decision {
  return { subscriber: 'N1', at, until: at, kind: 'ask', score: 40, ...parts };
}

/** The stop of an unanswered call that begins and ends at `at`. */
export function buildLegEvent(parts: Partial<LegEvent> & { at: number }): LegEvent {
  const { at } = parts;
  return {
    subscriber: 'N1',
    leg: `leg-${at}`,
    startedAt: at,
    endedAt: at,
    talkMs: 0,
    costMilliYen: 0,
    label: null,
    ...parts,
  };
}
