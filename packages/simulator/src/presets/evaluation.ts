import { attacksOfEach } from '../attacks/registry.ts';
import type { SimulationOptions } from '../options.ts';

/** What may be chosen of a run that a detector is judged on. */
export interface EvaluationRequest {
  /** Default 4,700. */
  subscribers?: number;
  /** Default 21. */
  days?: number;
  /** Default `standard`. */
  setting?: SimulationOptions['setting'];
  /** Default every shape three times. */
  attacks?: SimulationOptions['attacks'];
}

// A Monday, 00:00 in Japan.
const START = Date.UTC(2026, 7, 2, 15);
const ROUNDS = 3;

/**
 * Weeks of a small provider, as hard as life: every kind of lawful case, every shape of attack,
 * starts, interims and stops, and the faults of real feeds. About 1.3 million records.
 */
export function evaluationPreset(seed: number, request: EvaluationRequest = {}): SimulationOptions {
  const { subscribers = 4_700, days = 21, setting = 'standard' } = request;
  return {
    seed,
    start: START,
    days,
    subscribers,
    attacks: request.attacks ?? attacksOfEach(ROUNDS),
    cases: 'all',
    setting,
    startEvents: true,
    interims: true,
    faults: true,
  };
}
