import type { EnrichedRecord } from '@sekisho/detector';

interface CostOfCall {
  /** Epoch ms. */
  startedAt: number;
  milliYen: number;
}

/** What each subscriber's calls abroad cost, each call once. */
export class CallCosts {
  readonly #calls = new Map<string, Map<number, CostOfCall>>();

  take({ row, understood, call }: EnrichedRecord): void {
    const counts = understood.kind === 'international' && row.direction === 'outbound';
    if (!counts || row.barred) return;
    const calls = this.#calls.get(row.subscriber) ?? new Map<number, CostOfCall>();
    this.#calls.set(row.subscriber, calls);
    const known = calls.get(call.callKey);
    const startedAt = Math.min(row.startedAt, known?.startedAt ?? row.startedAt);
    // The records of a call tell its cost as it grows.
    const milliYen = Math.max(row.costJpyMilli, known?.milliYen ?? 0);
    calls.set(call.callKey, { startedAt, milliYen });
  }

  /** Yen of the calls begun from `from` to before `until`, epoch ms. */
  between(subscriber: string, from: number, until: number): number {
    let sum = 0;
    for (const { startedAt, milliYen } of this.#calls.get(subscriber)?.values() ?? []) {
      if (startedAt >= from && startedAt < until) sum += milliYen;
    }
    return sum / 1000;
  }
}
