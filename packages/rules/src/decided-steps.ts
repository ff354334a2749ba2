import type { AlertVersion } from './alert-version.ts';

/**
 * What was decided on the record at hand before a restart, until it is taken over. It is taken over
 * where it was made: what a bar tells others must be heard before what came after it.
 */
export class DecidedSteps {
  #steps: readonly AlertVersion[] = [];

  /** @param steps of the next record, in the order in which each alert made them */
  expect(steps: readonly AlertVersion[]): void {
    this.#steps = steps;
  }

  has(subscriber: string): boolean {
    return this.#steps.some((step) => step.subscriber === subscriber);
  }

  /**
   * Takes what one judging of a subscriber can have shown: of each of its alerts the next step that
   * was made at instant `at`; of those that are critical only where this judging was.
   */
  take(subscriber: string, at: number, isCritical: boolean): AlertVersion[] {
    const taken: AlertVersion[] = [];
    const met = new Set<string>();
    for (const step of this.#steps) {
      if (step.subscriber !== subscriber || met.has(step.alertId)) continue;
      met.add(step.alertId);
      if (step.at === at && (isCritical || step.severity !== 'critical')) taken.push(step);
    }
    this.#steps = this.#steps.filter((step) => !taken.includes(step));
    return taken;
  }

  /** Takes all that no judging took: what timers did, or rules that are no more. */
  takeRest(): readonly AlertVersion[] {
    const rest = this.#steps;
    this.#steps = [];
    return rest;
  }
}
