/**
 * The time for which this process owns a partition. Effects ask it before they happen: at the
 * first sign of a rebalance they wait, and after it they go on or are dropped.
 */
export class Tenure {
  #state: 'held' | 'suspended' | 'lost' = 'held';
  #waiting: (() => void)[] = [];

  get isLost(): boolean {
    return this.#state === 'lost';
  }

  suspend(): void {
    if (this.#state === 'held') this.#state = 'suspended';
  }

  resume(): void {
    if (this.#state === 'suspended') this.#end('held');
  }

  lose(): void {
    this.#end('lost');
  }

  /** Whether the partition is ours, once that is known. */
  async isHeld(): Promise<boolean> {
    if (this.#state === 'suspended') {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
      return this.isHeld();
    }
    return this.#state === 'held';
  }

  #end(state: 'held' | 'lost'): void {
    this.#state = state;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
