import type { CallHistory } from './call-history.ts';
import { type CallIndex, scopeOf } from './call-index.ts';
import { noveltyOf } from './evidence/call-traits.ts';
import type { Firing } from './firing.ts';
import { accruedCostMilliYen, accruedTalkMs, type OpenCall, standsAt } from './open-calls.ts';
import { peakOverlap } from './overlap.ts';
import type { Rule } from './rules/rule.ts';
import type { RuleWindow } from './rules/rule-window.ts';
import type { SortedSums } from './sorted-sums.ts';

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
  /** True when every record of the history was known at `to`: then none need be left out. */
  isNewest = true;

  constructor(history: CallHistory, open: readonly OpenCall[]) {
    this.#history = history;
    this.#open = open;
  }

  calls(): number {
    const { index } = this.#history;
    let begun = 0;
    if (index === undefined) {
      for (let row = 0; row < this.#history.length; row++) if (this.#begins(row)) begun++;
      return begun;
    }
    begun = this.#scope(index)?.starts.count(this.from, this.to) ?? 0;
    return begun - this.#unknown().length;
  }

  talkMs(): number {
    const talkMs = (row: number) => this.#talkSoFar(row);
    let sum = this.#figures((sums) => sums.sumA(this.from, this.to), talkMs);
    for (const call of this.#open) if (this.#isIn(call)) sum += accruedTalkMs(call, this.to);
    return sum;
  }

  costMilliYen(): number {
    const cost = (row: number) => this.#costSoFar(row);
    let sum = this.#figures((sums) => sums.sumB(this.from, this.to), cost);
    for (const call of this.#open) if (this.#isIn(call)) sum += accruedCostMilliYen(call, this.to);
    return sum;
  }

  countries(): number {
    const keys = new Set<string>();
    for (const [destination, calls] of this.#begunByDestination()) {
      if (calls > 0) keys.add(this.#history.destinations.get(destination).countryKey);
    }
    return keys.size;
  }

  weight(weightOf: (destination: number) => number): number {
    let sum = 0;
    for (const [destination, calls] of this.#begunByDestination()) {
      if (calls > 0) sum += calls * weightOf(destination);
    }
    return sum;
  }

  concurrent(least: number): number {
    const until = Math.min(this.trigger.endedAt, this.to);
    const knownAt = this.isNewest ? Number.POSITIVE_INFINITY : this.to;
    return peakOverlap(this.#history, this.#open, knownAt, this.trigger.startedAt, until, least);
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
    if (kind === 'novel')
      return noveltyOf(this.#history.packedTraits(row)) > 0 && this.#begins(row);
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
      standsAt(call, this.to) > this.from &&
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

  /** Sums a figure: of calls that are over from the running totals, of others what was known. */
  #figures(total: (sums: SortedSums) => number, soFar: (row: number) => number): number {
    const { index } = this.#history;
    let sum = 0;
    if (index === undefined) {
      for (let row = 0; row < this.#history.length; row++) if (this.#counts(row)) sum += soFar(row);
      return sum;
    }
    const sums = this.#scope(index)?.figures;
    if (sums !== undefined) sum = total(sums);
    if (this.isNewest) return sum;
    for (const row of this.#history.inProgress(this.to)) if (this.#counts(row)) sum += soFar(row);
    return sum;
  }

  /** Calls begun in the window by the destination's dense index. */
  #begunByDestination(): Map<number, number> {
    const { index } = this.#history;
    const begun = new Map<number, number>();
    const add = (row: number, calls: number) => {
      const destination = this.#history.destination(row).index;
      begun.set(destination, (begun.get(destination) ?? 0) + calls);
    };
    if (index === undefined || this.scope !== undefined) {
      for (let row = 0; row < this.#history.length; row++) if (this.#begins(row)) add(row, 1);
      return begun;
    }
    for (const [destination, starts] of index.startsByDestination) {
      begun.set(destination, starts.count(this.from, this.to));
    }
    for (const row of this.#unknown()) add(row, -1);
    return begun;
  }

  /** Calls that began in the window but of which no record had come by its end. */
  #unknown(): number[] {
    if (this.isNewest) return [];
    return this.#history.inProgress(this.to).filter((row) => {
      const isUnknown = this.#history.firstAt(row) > this.to;
      return isUnknown && this.#history.startedAt(row) > this.from && this.#isInScope(row);
    });
  }

  #scope(index: CallIndex): CallIndex['all'] | undefined {
    return this.scope === undefined ? index.all : index.scope(this.scope);
  }
}
