import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Service } from '../support/service.ts';
import type { Timeline } from './timeline.ts';

export interface SupervisedOptions {
  /** Names this one, e.g. `detector-2`. */
  id: string;
  name: string;
  env: Readonly<Record<string, string>>;
  logFile: string;
  timeline: Timeline;
}

const RESTART_AFTER_MS = 500;
const LONGEST_STOP_MS = 15_000;
const LAST_WORDS = 600;

/** A service that is started again whenever it ends, as a container would be. */
export class Supervised {
  readonly id: string;
  readonly #options: SupervisedOptions;
  #service: Service | undefined;
  #isWanted = true;
  #isAsked = false;
  /** What keeps it down, after it was ended on purpose. */
  #rest: Promise<unknown> = Promise.resolve();
  readonly #running: Promise<void>;

  constructor(options: SupervisedOptions) {
    this.id = options.id;
    this.#options = options;
    this.#running = this.#run();
  }

  /** While it runs and is ready. */
  get service(): Service | undefined {
    return this.#service;
  }

  /** Ends it with the signal and leaves it down for a while. */
  async end(signal: 'SIGKILL' | 'SIGTERM', downMs: number): Promise<void> {
    const service = this.#service;
    if (service === undefined) return this.#options.timeline.say(`    ${this.id} was not up`);
    this.#isAsked = true;
    const since = performance.now();
    const rest = Promise.withResolvers<void>();
    this.#rest = rest.promise;
    const code = await service.kill(signal);
    if (signal === 'SIGTERM') this.#judge(code, performance.now() - since);
    await pause(downMs);
    rest.resolve();
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#service?.signal(signal);
  }

  /** Ends it for good. */
  async stop(signal: 'SIGKILL' | 'SIGTERM' = 'SIGTERM'): Promise<void> {
    this.#isWanted = false;
    await this.end(signal, 0);
    await this.#running;
  }

  async #run(): Promise<void> {
    const { id, name, env, timeline } = this.#options;
    while (this.#isWanted) {
      try {
        const service = await Service.start(name, env);
        this.#service = service;
        if (!this.#isWanted) await this.end('SIGTERM', 0);
        const code = await service.ended();
        this.#service = undefined;
        this.#keep(service.log);
        if (!this.#isAsked)
          timeline.odd(`${id} ended by itself with ${code}: ${lastOf(service.log)}`);
      } catch (error) {
        this.#keep(String(error));
        timeline.say(`${id} did not start: ${lastOf(String(error))}`);
      }
      this.#isAsked = false;
      await this.#rest;
      await pause(RESTART_AFTER_MS);
    }
  }

  #judge(code: number | null, ms: number): void {
    if (code === 0 && ms < LONGEST_STOP_MS) return;
    this.#options.timeline.odd(`${this.id} stopped with ${code} after ${Math.round(ms / 1000)} s`);
  }

  #keep(log: string): void {
    appendFileSync(this.#options.logFile, `${log}\n--- ended\n`);
  }
}

function lastOf(log: string): string {
  return log.trim().slice(-LAST_WORDS);
}
