import type { Decision, DetectorRun } from '../decision.ts';
import type { LegEvent } from '../leg-event.ts';
import type { Baseline, OnDecision } from './baseline.ts';
import { createDailyCap } from './daily-cap.ts';
import { createSeveralTimesLastMonth } from './several-times-last-month.ts';
import { createStaticThresholds } from './static-thresholds.ts';
import { createThirdRecord } from './third-record.ts';

const BASELINES: Readonly<Record<string, (onDecision: OnDecision) => Baseline>> = {
  'static-thresholds': createStaticThresholds,
  'daily-cap': createDailyCap,
  'several-times-last-month': createSeveralTimesLastMonth,
  'third-record': createThirdRecord,
};

export interface Baselines {
  take(event: LegEvent): void;
  /** What each decided, in the order of their names. */
  runs(): DetectorRun[];
}

/** All baselines beside each other on the same traffic. */
export function createBaselines(): Baselines {
  const running = Object.entries(BASELINES).map(([detector, create]) => {
    const decisions: Decision[] = [];
    return { detector, decisions, baseline: create((decision) => decisions.push(decision)) };
  });
  return {
    take(event) {
      for (const { baseline } of running) baseline.take(event);
    },
    runs: () =>
      running.map(({ detector, decisions }) => ({
        detector,
        role: 'baseline',
        decisions,
        versions: [],
      })),
  };
}
