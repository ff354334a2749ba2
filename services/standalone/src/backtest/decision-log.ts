import type { AlertVersion, Restriction } from '@sekisho/rules';

/** An alert as it stood when it decided to bar its subscriber's calls abroad. */
export type Barring = AlertVersion & { restriction: Restriction };

/** What one rule set decided from an instant on. */
export class DecisionLog {
  readonly ruleSet: string;
  /** When each alert was opened, epoch ms. */
  readonly opened: number[] = [];
  readonly barrings: Barring[] = [];
  readonly #since: number;
  readonly #seen = new Set<string>();
  readonly #barred = new Set<string>();

  /** @param since epoch ms: what was decided earlier only warmed the windows up */
  constructor(ruleSet: string, since: number) {
    this.ruleSet = ruleSet;
    this.#since = since;
  }

  take(version: AlertVersion): void {
    const { alertId, openedAt, restriction } = version;
    if (!this.#seen.has(alertId)) {
      this.#seen.add(alertId);
      if (openedAt >= this.#since) this.opened.push(openedAt);
    }
    if (restriction === null || this.#barred.has(alertId)) return;
    this.#barred.add(alertId);
    if (restriction.at >= this.#since) this.barrings.push({ ...version, restriction });
  }

  /** The barrings of each subscriber, the earliest first. */
  bySubscriber(): Map<string, Barring[]> {
    const sorted = this.barrings.toSorted((a, b) => a.restriction.at - b.restriction.at);
    return Map.groupBy(sorted, ({ subscriber }) => subscriber);
  }
}
