import type { Engine } from '@sekisho/clickhouse';
import type { HealthChecks, Metrics } from '@sekisho/runtime';
import { HOUR_MS, WEEK_HOURS } from './hour-count.ts';
import { type Finding, judgeSource, type SourceState } from './judge-source.ts';
import { readHours, readLastSeen, readUsualGaps } from './read-arrivals.ts';
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
  #readUntil: number | undefined;
  #lookedAt: number;

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
  }

  /** Reads what arrived since the last look. */
  async look(engine: Engine): Promise<void> {
    const now = this.#now();
    const hour = Math.floor(now / HOUR_MS);
    if (this.#readUntil !== hour) await this.#readHours(engine, hour);
    const since = Math.min(this.#lookedAt, now) - HOUR_MS;
    for (const [source, at] of await readLastSeen(engine, this.#topic, since)) {
      const state = this.#stateOf(source);
      state.lastSeenAt = Math.max(state.lastSeenAt, at);
    }
    this.#lookedAt = now;
  }

  findings(): (Omit<Finding, 'reason'> & { reason: string; source: string })[] {
    const now = this.#now();
    const unseenMs = now - this.#lookedAt;
    if (unseenMs > UNSEEN_MS) {
      const told = `not seen for ${Math.floor(unseenMs / 60_000)} min`;
      return [{ reason: 'store', source: '', told }];
    }
    return [...this.#sources].flatMap(([source, state]) =>
      judgeSource(state, now).map((finding) => ({ ...finding, source })),
    );
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
    for (const { hours } of this.#sources.values()) hours.forget(hour);
    this.#readUntil = hour;
  }

  #stateOf(source: string): SourceState {
    const known = this.#sources.get(source);
    if (known !== undefined) return known;
    const state = { hours: new UsualHours(), lastSeenAt: 0, usualGapMs: 0 };
    this.#sources.set(source, state);
    return state;
  }
}
