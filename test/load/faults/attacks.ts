import { setTimeout as pause } from 'node:timers/promises';
import { RecordSender } from '../respond/record-sender.ts';
import { burst, type Victim } from '../respond/victim.ts';
import type { HeldBars } from './held-bars.ts';

/** One contract that is abused while something is wrong. */
export interface Attack {
  victim: Victim;
  /** Records sent first → bar stands on Kamailio; nothing where it never did. */
  barredMs: number | undefined;
}

const LOOK_EVERY_MS = 25;
const SEND_AGAIN_MS = 200;
/** After this it counts as lost. */
const WITHIN_MS = 120_000;

/** Attacks from the collector on, by a switch that sends again until its records are taken. */
export class Attacks {
  readonly #sender: RecordSender;
  readonly #bars: HeldBars;
  readonly #victims: Iterator<Victim>;
  #begun: Promise<Attack>[] = [];

  constructor(collectorUrl: string, bars: HeldBars, victims: readonly Victim[]) {
    this.#sender = new RecordSender(collectorUrl);
    this.#bars = bars;
    this.#victims = victims.values();
  }

  begin(): void {
    const { value: victim } = this.#victims.next() as { value: Victim | undefined };
    if (victim === undefined) throw new Error('there are no victims left');
    this.#begun.push(this.#attack(victim));
  }

  /** Those begun since the last time, once each is barred or given up. */
  async settle(): Promise<Attack[]> {
    const begun = this.#begun;
    this.#begun = [];
    return Promise.all(begun);
  }

  async #attack(victim: Victim): Promise<Attack> {
    const startedAt = performance.now();
    const past = () => performance.now() - startedAt;
    const records = burst(victim, Date.now());
    while (!(await this.#isTaken(records)) && past() < WITHIN_MS) await pause(SEND_AGAIN_MS);
    while (!this.#bars.has(victim.subscriber)) {
      if (past() > WITHIN_MS) return { victim, barredMs: undefined };
      await pause(LOOK_EVERY_MS);
    }
    return { victim, barredMs: past() };
  }

  async #isTaken(records: readonly string[]): Promise<boolean> {
    try {
      await this.#sender.send(records);
      return true;
    } catch {
      return false;
    }
  }
}
