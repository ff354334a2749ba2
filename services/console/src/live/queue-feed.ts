import { randomBytes } from 'node:crypto';
import type { Episode } from '../read/episodes.ts';
import type { ConsoleReader } from '../read/reader.ts';
import type { Sight } from '../web/env.ts';
import { sightOf } from '../web/make-view.ts';
import { withinTime } from '../web/within-time.ts';

/** An open alert as it was last seen, and when it changed. */
interface FeedRow {
  episode: Episode;
  changedAt: number;
}

/** How things stood at a look. */
export interface FeedState {
  /** Counts up with each change. */
  seq: number;
  rows: ReadonlyMap<string, FeedRow>;
  up: ReadonlyMap<string, number> | undefined;
  sight: Sight;
}

export interface FeedParts {
  reader: ConsoleReader;
  onFault(error: unknown, part: string): void;
}

type Listener = () => void;

const EVERY_MS = 2000;
const WITHIN_MS = 1900;

/** Looks at the queue while anybody watches: once for all of them. */
export class QueueFeed {
  /** Ids of another process mean nothing here. */
  readonly boot = randomBytes(4).toString('hex');
  readonly #parts: FeedParts;
  readonly #listeners = new Set<Listener>();
  #state: FeedState = {
    seq: 0,
    rows: new Map(),
    up: undefined,
    sight: { alarms: [], problem: null },
  };
  #seen = '';
  #timer: NodeJS.Timeout | undefined;
  #isFresh = false;
  #isStopped = false;

  constructor(parts: FeedParts) {
    this.#parts = parts;
  }

  get state(): FeedState {
    return this.#state;
  }

  /** Whether it was looked at since somebody watches: what was seen long ago is no news. */
  get isFresh(): boolean {
    return this.#isFresh;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Calls back after each change. @returns what ends that */
  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#plan(0);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearTimeout(this.#timer);
      this.#isFresh = false;
    };
  }

  /** Wakes all that watch, for the last time. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener();
  }

  #plan(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#isStopped || this.#listeners.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#look()
        .catch((error: unknown) => this.#parts.onFault(error, 'feed'))
        .finally(() => this.#plan(EVERY_MS));
    }, ms);
  }

  async #look(): Promise<void> {
    const { reader, onFault } = this.#parts;
    const { episodes } = await withinTime(WITHIN_MS, reader.queue());
    const subscribers = episodes.map(({ found }) => found.subscriber);
    const up = await withinTime(WITHIN_MS, reader.callsUp(subscribers)).catch((error: unknown) => {
      onFault(error, 'calls-up');
      return undefined;
    });
    const sight = await sightOf(reader);
    const seen = JSON.stringify([episodes, up === undefined ? null : [...up], sight]);
    if (seen === this.#seen && this.#isFresh) return;
    if (seen !== this.#seen) this.#change(episodes, up, sight);
    this.#seen = seen;
    this.#isFresh = true;
    for (const listener of this.#listeners) listener();
  }

  #change(episodes: readonly Episode[], up: FeedState['up'], sight: Sight): void {
    const before = this.#state;
    const seq = before.seq + 1;
    const rows = new Map(
      episodes.map((episode): [string, FeedRow] => {
        const { caseId, subscriber } = episode.found;
        const known = before.rows.get(caseId);
        const isSame =
          known !== undefined &&
          JSON.stringify(known.episode) === JSON.stringify(episode) &&
          up?.get(subscriber) === before.up?.get(subscriber);
        return [caseId, isSame ? known : { episode, changedAt: seq }];
      }),
    );
    this.#state = { seq, rows, up, sight };
  }
}
