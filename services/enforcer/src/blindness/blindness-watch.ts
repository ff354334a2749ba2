import type { Engine } from '@sekisho/clickhouse';
import type { Blindness } from '@sekisho/ledger';
import type { HealthChecks, Metrics } from '@sekisho/runtime';
import { HOUR_MS, WEEK_HOURS } from './hour-count.ts';
import { judgeSource, type Recent, type SourceState } from './judge-source.ts';
import { type Inserts, judgeInserts } from './judge-system.ts';
import { readHours, readInserts, readLastSeen, readUsualGaps } from './read-arrivals.ts';
import { UsualHours } from './usual-hours.ts';

export interface BlindnessOptions {
  /** Whose records are looked at; what was loaded as history is none of them. */
  topic: string;
  health: HealthChecks;
  metrics: Metrics;
  /** Epoch ms. */
  now(): number;
}

const WEEKS = 9;
const NOTHING_RECENT: Recent = { records: 0, delayMs: 0 };
/** After so long without a look at the store, nobody knows whether anything is seen. */
const UNSEEN_MS = 10 * 60_000;

/**
 * Whether records still come as they use to, per source. What is usual is what the store has, so
 * that a restart forgets nothing. All that is wrong shows as one problem and as `sekisho_blind`.
 */
export class BlindnessWatch {
  readonly #topic: string;
  readonly #now: () => number;
  readonly #sources = new Map<string, SourceState>();
  #inserts: Inserts | undefined;
  #readUntil: number | undefined;
  #lookedAt: number;
  #hasLooked = false;

  constructor({ topic, health, metrics, now }: BlindnessOptions) {
    this.#topic = topic;
    this.#now = now;
    this.#lookedAt = now();
    health.add('blind', () => this.problem);
    const help =
      'Sources whose records do not come as they use to, and the store if it is not seen';
    metrics.gauge('blind', help, ['reason', 'source'], (gauge) => {
      gauge.reset();
      for (const { reason, source } of this.findings()) gauge.set({ reason, source }, 1);
    });
    metrics.gauge('newest_insert_age_seconds', 'Since a record was stored', [], (gauge) => {
      const { newestAt = Number.NaN } = this.#inserts ?? {};
      gauge.set((this.#now() - newestAt) / 1000);
    });
  }

  /** Reads what arrived since the last look. */
  async look(engine: Engine): Promise<void> {
    const now = this.#now();
    const hour = Math.floor(now / HOUR_MS);
    if (this.#readUntil !== hour) await this.#readHours(engine, hour);
    const since = Math.min(this.#lookedAt, now) - HOUR_MS;
    const seen = await readLastSeen(engine, this.#topic, since, now);
    for (const state of this.#sources.values()) state.recent = NOTHING_RECENT;
    for (const [source, { at, ...recent }] of seen) {
      const state = this.#stateOf(source);
      state.lastSeenAt = Math.max(state.lastSeenAt, at);
      state.recent = recent;
      this.#noteInsert(at);
    }
    this.#lookedAt = now;
    this.#hasLooked = true;
  }

  findings(): Blindness[] {
    const now = this.#now();
    const unseenMs = now - this.#lookedAt;
    if (unseenMs > UNSEEN_MS) {
      const told = `not seen for ${Math.floor(unseenMs / 60_000)} min`;
      return [{ reason: 'store', source: '', told }];
    }
    // As it was looked at: what came since is not read, nor is an hour that has just ended.
    const at = this.#lookedAt;
    const ofAll = judgeInserts(this.#inserts, at);
    if (ofAll.length > 0) return ofAll;
    return [...this.#sources].flatMap(([source, state]) =>
      judgeSource(state, at).map((finding) => ({ ...finding, source })),
    );
  }

  /** Whether it knows what is usual, since this process runs. */
  get hasLooked(): boolean {
    return this.#hasLooked;
  }

  get problem(): string | undefined {
    const told = this.findings().map((finding) =>
      finding.source === ''
        ? `the store: ${finding.told}`
        : `source ${finding.source}: ${finding.told}`,
    );
    return told.length === 0 ? undefined : told.join('; ');
  }

  async #readHours(engine: Engine, hour: number): Promise<void> {
    const from = this.#readUntil ?? hour - WEEKS * WEEK_HOURS;
    for (const count of await readHours(engine, this.#topic, from, hour)) {
      const state = this.#stateOf(count.source);
      state.hours.add(count);
      // Within it; what came last is read by itself where it is younger than an hour.
      state.lastSeenAt = Math.max(state.lastSeenAt, count.hour * HOUR_MS);
    }
    const gaps = await readUsualGaps(engine, this.#topic, this.#now() - WEEK_HOURS * HOUR_MS);
    for (const [source, gap] of gaps) this.#stateOf(source).usualGapMs = gap;
    await this.#readInserts(engine);
    for (const { hours } of this.#sources.values()) hours.forget(hour);
    this.#readUntil = hour;
  }

  /** By the minute; what came last is read by itself. */
  async #readInserts(engine: Engine): Promise<void> {
    const newestAt = this.#inserts?.newestAt ?? 0;
    const read = await readInserts(engine, this.#topic, this.#now() - WEEK_HOURS * HOUR_MS);
    // Where a whole week brought nothing, what was known before it still says so.
    if (read !== undefined)
      this.#inserts = { ...read, newestAt: Math.max(read.newestAt, newestAt) };
  }

  #noteInsert(at: number): void {
    if (this.#inserts === undefined || at <= this.#inserts.newestAt) return;
    this.#inserts = { ...this.#inserts, newestAt: at };
  }

  #stateOf(source: string): SourceState {
    const known = this.#sources.get(source);
    if (known !== undefined) return known;
    const recent = NOTHING_RECENT;
    const state: SourceState = { hours: new UsualHours(), lastSeenAt: 0, usualGapMs: 0, recent };
    this.#sources.set(source, state);
    return state;
  }
}
