import type { Store } from '@sekisho/clickhouse';
import type { RangeCall } from '@sekisho/rules';
import type { Log } from '@sekisho/runtime';
import { retry } from '@sekisho/runtime';
import type { Action } from './actions.ts';
import type { RangeCalls } from './range-calls.ts';
import type { RejectedRecord, RejectedTopic } from './rejected-topic.ts';
import type { Tenure } from './tenure.ts';

/** What is committed: the offset that the next record to be processed has. */
export interface Progress {
  next: number;
  tenure: Tenure;
}

export interface FlusherOptions {
  store: Store;
  rejected: RejectedTopic;
  /** Default: no other detector is told which ranges are called. */
  rangeCalls?: RangeCalls | undefined;
  /** Commits offsets by partition. Fails where the group has moved on or the broker is gone. */
  commit(next: ReadonlyMap<number, number>): Promise<void>;
  /** Ends all retries, when the service stops at once. */
  signal: AbortSignal;
  log: Log;
  onInsertFailed(error: unknown): void;
  onFlushed(seconds: number): void;
}

/** One effect of a flush that is not done yet. */
export interface EffectInHand {
  name: 'insert' | 'enqueue' | 'publish' | 'commit';
  /** By `performance.now()`. */
  since: number;
  /** Why its last try failed. */
  failure: unknown;
}

/** A growth step that is to be stored. */
export interface PendingVersion {
  tenure: Tenure;
  append(): void;
}

interface Pending {
  versions: PendingVersion[];
  actions: Action[];
  rejected: RejectedRecord[];
  rangeCalls: RangeCall[];
  progress: Map<number, Progress>;
}

function nothing(): Pending {
  return { versions: [], actions: [], rejected: [], rangeCalls: [], progress: new Map() };
}

/**
 * Makes effects, for all partitions together and in the order that makes a crash between any two
 * of them harmless. One flush is under way at most; what comes meanwhile is for the next.
 */
export class Flusher {
  readonly #options: FlusherOptions;
  #pending = nothing();
  #underWay: Promise<void> | undefined;
  #effect: EffectInHand | undefined;

  constructor(options: FlusherOptions) {
    this.#options = options;
  }

  /** Whether something waits that a flush would do. */
  get isPending(): boolean {
    const { versions, actions, rejected, rangeCalls, progress } = this.#pending;
    const records = rejected.length + rangeCalls.length;
    return versions.length + actions.length + records + progress.size > 0;
  }

  get hasAction(): boolean {
    return this.#pending.actions.length > 0;
  }

  get isUnderWay(): boolean {
    return this.#underWay !== undefined;
  }

  /** What is being done, and for how long it has been tried. */
  get effect(): EffectInHand | undefined {
    return this.#effect;
  }

  version(version: PendingVersion): void {
    this.#pending.versions.push(version);
  }

  action(action: Action): void {
    this.#pending.actions.push(action);
  }

  reject(record: RejectedRecord): void {
    this.#pending.rejected.push(record);
  }

  rangeCall(call: RangeCall): void {
    this.#pending.rangeCalls.push(call);
  }

  progress(partition: number, progress: Progress): void {
    this.#pending.progress.set(partition, progress);
  }

  /** Begins a flush unless one is under way; resolves when that one is done. */
  flush(): Promise<void> {
    this.#underWay ??= this.#flush().finally(() => {
      this.#underWay = undefined;
      this.#effect = undefined;
    });
    return this.#underWay;
  }

  /** Flushes until nothing is pending. */
  async drain(): Promise<void> {
    await this.#underWay;
    while (this.isPending) await this.flush();
  }

  async #flush(): Promise<void> {
    const { rejected, rangeCalls, onFlushed } = this.#options;
    const startedAt = performance.now();
    const taken = this.#pending;
    this.#pending = nothing();
    // 1. Insert: records, journal, decisions. Repeated after a crash, the tables hold them once.
    for (const { tenure, append } of taken.versions) if (await tenure.isHeld()) append();
    await this.#persist('insert', () => this.#options.store.flush());
    for (const action of taken.actions) action.stored();
    // 2. Enqueue before commit: a crash here repeats the job, and its id makes that harmless.
    this.#begin('enqueue');
    await Promise.all(taken.actions.map(({ done }) => done));
    // 3. Publish before commit: rejects and legs may be published twice, but never lost.
    const refused: RejectedRecord[] = [];
    for (const record of taken.rejected) if (await record.tenure.isHeld()) refused.push(record);
    await this.#persist('publish', async () => {
      await rejected.publish(refused);
      await rangeCalls?.publish(taken.rangeCalls);
    });
    // 4. Commit last: what is not committed is processed again.
    this.#begin('commit');
    await this.#commit(taken.progress);
    onFlushed((performance.now() - startedAt) / 1000);
  }

  #begin(name: EffectInHand['name']): EffectInHand {
    this.#effect = { name, since: performance.now(), failure: undefined };
    return this.#effect;
  }

  // A server that is gone delays the commit; reading and scoring go on meanwhile.
  async #persist(name: 'insert' | 'publish', work: () => Promise<void>): Promise<void> {
    const { signal, log, onInsertFailed } = this.#options;
    const effect = this.#begin(name);
    await retry(work, {
      signal,
      onFailure: (error, attempt) => {
        effect.failure = error;
        log.warn({ err: error, effect: name, attempt }, 'an effect failed and is tried again');
        if (name === 'insert') onInsertFailed(error);
      },
    });
  }

  async #commit(progress: ReadonlyMap<number, Progress>): Promise<void> {
    const { commit, log } = this.#options;
    const next = new Map<number, number>();
    for (const [partition, { next: offset, tenure }] of progress) {
      if (await tenure.isHeld()) next.set(partition, offset);
    }
    if (next.size === 0) return;
    try {
      await commit(next);
    } catch (error) {
      log.warn({ err: error }, 'offsets were not committed; they are with the next flush');
      this.#keep(progress);
    }
  }

  // Whoever owns the partitions then commits them, or processes them again.
  #keep(progress: ReadonlyMap<number, Progress>): void {
    for (const [partition, before] of progress) {
      const newer = this.#pending.progress.get(partition);
      if (newer === undefined && !before.tenure.isLost)
        this.#pending.progress.set(partition, before);
    }
  }
}
