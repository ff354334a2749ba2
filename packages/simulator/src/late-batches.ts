import { DAY } from './japan-time.ts';
import { Random } from './random.ts';
import type { Setting } from './setting.ts';

const MINUTE = 60_000;

interface Outage {
  from: number;
  until: number;
}

/** The times in which one source keeps its records back, to deliver them all at once. */
export class LateBatches {
  private readonly rng: Random;
  private readonly delivery: Setting['delivery'];
  private readonly outages: Outage[] = [];
  private knownUntil: number;

  constructor(seed: number, source: string, start: number, { delivery }: Setting) {
    this.rng = new Random(seed, 'late', source);
    this.delivery = delivery;
    this.knownUntil = start;
  }

  /** When what is sent at a time arrives, in epoch milliseconds. */
  arrival(at: number): number {
    while (this.knownUntil <= at) this.drawNext();
    // Few in a run, and mostly the last one is asked for.
    const outage = this.outages.findLast(({ from, until }) => from <= at && at < until);
    return outage?.until ?? at;
  }

  private drawNext(): void {
    const { lateEveryDays, lateMinutes } = this.delivery;
    const from = this.knownUntil + this.rng.exponential(lateEveryDays * DAY);
    const until = Math.round(from + this.rng.wide(...lateMinutes) * MINUTE);
    this.outages.push({ from, until });
    this.knownUntil = until;
  }
}
