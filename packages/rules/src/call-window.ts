import type { CallHistory } from './call-history.ts';
import { type CallIndex, scopeOf } from './call-index.ts';
import type { Firing } from './evaluate.ts';
import { accruedCostMilliYen, accruedTalkMs, accruesUntil, type OpenCall } from './open-calls.ts';
import { peakOverlap } from './overlap.ts';
import type { Rule } from './rules/rule.ts';

/** What a rule sees: the calls of one subscriber in (from, to], all or those of one scope. */
export interface RuleWindow {
  /** Calls begun in the window. */
  calls(): number;
  /** Talk of the calls whose newest event lies in the window, of calls that are up so far; ms. */
  talkMs(): number;
  /** Their cost in thousandths of a yen. */
  costMilliYen(): number;
  /** Distinct countries (or country codes that belong to none) of the calls begun in it. */
  countries(): number;
  /** Sum over the calls begun in it of a weight by destination index. */
  weight(weightOf: (destination: number) => number): number;
  /** The most calls up at once at any instant of the call at hand; 0 if surely below `least`. */
  concurrent(least: number): number;
  /** The longest talk in ms among the call at hand and those that are up. */
  longestTalkMs(): number;
}

/** The call at hand, which made the rules run. */
export interface TriggerCall {
  startedAt: number;
  endedAt: number;
  talkMs: number;
}

/**
 * A movable window over one subscriber's calls. Only what was known at `to` counts, so that a
 * record that comes late is judged as it would have been in time.
 */
export class CallWindow implements RuleWindow {
  readonly #history: CallHistory;
  readonly #open: readonly OpenCall[];
  from = 0;
  to = 0;
  /** Only calls of this scope, see `scopeOf`; all calls where `undefined`. */
  scope: string | undefined;
  trigger: TriggerCall = { startedAt: 0, endedAt: 0, talkMs: 0 };
  /** True when every record of the history was known at `to`: then an index may answer. */
  isNewest = true;

  constructor(history: CallHistory, open: readonly OpenCall[]) {
    this.#history = history;
    this.#open = open;
  }

  calls(): number {
    const index = this.#index();
    if (index !== undefined) return this.#scope(index)?.starts.count(this.from, this.to) ?? 0;
    let calls = 0;
    for (let row = 0; row < this.#history.length; row++) if (this.#begins(row)) calls++;
    return calls;
  }

  talkMs(): number {
    const index = this.#index();
    let sum = 0;
    if (index !== undefined) sum = this.#scope(index)?.figures.sumA(this.from, this.to) ?? 0;
    else
      for (let row = 0; row < this.#history.length; row++) {
        if (this.#counts(row)) sum += this.#talkSoFar(row);
      }
    for (const call of this.#open) if (this.#isIn(call)) sum += accruedTalkMs(call, this.to);
    return sum;
  }

  costMilliYen(): number {
    const index = this.#index();
    let sum = 0;
    if (index !== undefined) sum = this.#scope(index)?.figures.sumB(this.from, this.to) ?? 0;
    else
      for (let row = 0; row < this.#history.length; row++) {
        if (this.#counts(row)) sum += this.#costSoFar(row);
      }
    for (const call of this.#open) if (this.#isIn(call)) sum += accruedCostMilliYen(call, this.to);
    return sum;
  }

  countries(): number {
    const seen = new Set<string>();
    this.weight((destination) => {
      seen.add(this.#history.destinations.get(destination).countryKey);
      return 0;
    });
    return seen.size;
  }

  weight(weightOf: (destination: number) => number): number {
    const index = this.#index();
    let sum = 0;
    if (index !== undefined && this.scope === undefined) {
      for (const [destination, starts] of index.startsByDestination) {
        const calls = starts.count(this.from, this.to);
        if (calls > 0) sum += calls * weightOf(destination);
      }
      return sum;
    }
    for (let row = 0; row < this.#history.length; row++) {
      if (this.#begins(row)) sum += weightOf(this.#history.destination(row).index);
    }
    return sum;
  }

  concurrent(least: number): number {
    const until = Math.min(this.trigger.endedAt, this.to);
    const knownAt = this.isNewest ? Number.POSITIVE_INFINITY : this.to;
    return peakOverlap(this.#history, knownAt, this.trigger.startedAt, until, least);
  }

  longestTalkMs(): number {
    let longest = this.trigger.talkMs;
    for (const call of this.#open) longest = Math.max(longest, accruedTalkMs(call, this.to));
    return longest;
  }

  /** Whether the row's call is evidence of a firing; moves the window to where it fired. */
  holds(row: number, { rule, from, to, scope }: Firing): boolean {
    this.from = from;
    this.to = to;
    this.scope = scope;
    return this.#isEvidence(row, rule.rule.evidence);
  }

  #isEvidence(row: number, kind: Rule['evidence']): boolean {
    if (kind === 'begun') return this.#begins(row);
    if (kind === 'talked') return this.#counts(row) || this.#isUpInWindow(row);
    const overlaps =
      this.#history.startedAt(row) <= this.to && this.#history.endedAt(row) > this.from;
    if (kind === 'overlapping') return overlaps;
    return overlaps && (this.#history.isUp(row) || this.#history.at(row) === this.to);
  }

  /** Whether the row's call began in the window. */
  #begins(row: number): boolean {
    const startedAt = this.#history.startedAt(row);
    return (
      startedAt > this.from &&
      startedAt <= this.to &&
      this.#history.firstAt(row) <= this.to &&
      this.#isInScope(row)
    );
  }

  /** Whether the row's talk and cost count, of a call that is over now. */
  #counts(row: number): boolean {
    return (
      !this.#history.isUp(row) &&
      this.#history.at(row) > this.from &&
      this.#history.firstAt(row) <= this.to &&
      this.#isInScope(row)
    );
  }

  #isUpInWindow(row: number): boolean {
    return (
      this.#history.isUp(row) && this.#history.startedAt(row) <= this.to && this.#isInScope(row)
    );
  }

  /** Whether a call that is up counts. */
  #isIn(call: OpenCall): boolean {
    return (
      Math.min(this.to, accruesUntil(call)) > this.from &&
      call.startedAt <= this.to &&
      (this.scope === undefined || scopeOf(call.destination) === this.scope)
    );
  }

  #isInScope(row: number): boolean {
    return this.scope === undefined || scopeOf(this.#history.destination(row)) === this.scope;
  }

  // What a call that ended after `to` had talked by then.
  #talkSoFar(row: number): number {
    const talkMs = this.#history.talkMs(row);
    const later = this.#history.at(row) - this.to;
    return later <= 0 ? talkMs : Math.max(0, talkMs - later);
  }

  #costSoFar(row: number): number {
    const cost = this.#history.costMilliYen(row);
    const talkMs = this.#history.talkMs(row);
    if (this.#history.at(row) <= this.to || talkMs === 0) return cost;
    return Math.floor((cost * this.#talkSoFar(row)) / talkMs);
  }

  #index(): CallIndex | undefined {
    return this.isNewest ? this.#history.index : undefined;
  }

  #scope(index: CallIndex): CallIndex['all'] | undefined {
    return this.scope === undefined ? index.all : index.scope(this.scope);
  }
}
