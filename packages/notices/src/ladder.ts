import type { Desk } from './desk.ts';
import { isOpen } from './desk-hours.ts';

/** Whom to tell when nobody has taken an episode after a while. */
interface LadderStep {
  afterMs: number;
  /** Names of channels: the first that takes the notice. */
  channels: readonly string[];
}

export interface Ladder {
  /** Names, or `*` for all. */
  services: readonly string[];
  /** When the episode is told: while the service's desk is open, closed, or at any time. */
  hours: 'any' | 'desk-open' | 'desk-closed';
  /** By `afterMs`, the first at 0. */
  steps: readonly LadderStep[];
}

export interface PlannedStep {
  step: number;
  /** Epoch ms. */
  dueAt: number;
  channels: readonly string[];
}

/** The first ladder that fits counts, so that particular ones stand before general ones. */
export function ladderOf(
  ladders: readonly Ladder[],
  service: string,
  desk: Desk,
  at: number,
): Ladder | undefined {
  const hours = isOpen(desk, at) ? 'desk-open' : 'desk-closed';
  return ladders.find(
    (ladder) =>
      (ladder.services.includes(service) || ladder.services.includes('*')) &&
      (ladder.hours === 'any' || ladder.hours === hours),
  );
}

/** What is told when: all steps where a person is needed, else the first alone. */
export function planSteps({ steps }: Ladder, at: number, needsPerson: boolean): PlannedStep[] {
  const told = needsPerson ? steps : steps.slice(0, 1);
  return told.map(({ afterMs, channels }, step) => ({ step, dueAt: at + afterMs, channels }));
}
