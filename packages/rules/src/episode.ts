import type { AlertVersion, Restriction, Severity } from './alert-version.ts';
import type { CallHistory } from './call-history.ts';
import type { Firing } from './firing.ts';
import { accruedCostMilliYen, type OpenCall } from './open-calls.ts';
import { finding, isGraver, type Peak, peakOf, storedPeak } from './peak.ts';
import type { RuleSet } from './rule-set.ts';
import { score } from './score.ts';

/** What an episode does not hold itself: how its subscriber stands when a version is made. */
export interface Standing {
  history: CallHistory;
  open: readonly OpenCall[];
  /** Epoch ms. */
  at: number;
  offset: number;
  quietMs: number;
  ruleSetVersion: string;
  weightsVersion: string;
}

/** A run of suspicious calls of one subscriber: one alert that grows. */
export class Episode {
  readonly alertId: string;
  readonly subscriber: string;
  readonly service: string;
  readonly openedAt: number;
  /** Calls begun from then on are the episode's. */
  readonly since: number;
  /** The newest instant at which a rule fired. */
  lastAt: number;
  /** The oldest one: records that come late may show that it began before it was opened. */
  #firstAt: number;
  severity: Severity = 'warning';
  restriction: Restriction | null = null;
  /** Shown as closed by a timer; its subscriber may still prove otherwise. */
  isShownClosed = false;
  /** When the newest call began that a rule fired on. */
  #evidenceStartedAt = Number.NEGATIVE_INFINITY;
  /** `lastAt` as it was last shown. */
  #shownLastAt = Number.NEGATIVE_INFINITY;
  #step = 0;
  #calls = 0;
  #costMilliYen = 0;
  readonly #countries = new Set<string>();
  readonly #peaks = new Map<string, Peak>();
  #shownCalls = 0;
  #shownCost = 0;
  #hasGrown = true;

  constructor(opening: {
    alertId: string;
    subscriber: string;
    service: string;
    openedAt: number;
    since: number;
  }) {
    this.alertId = opening.alertId;
    this.subscriber = opening.subscriber;
    this.service = opening.service;
    this.openedAt = opening.openedAt;
    this.lastAt = opening.openedAt;
    this.#firstAt = opening.openedAt;
    this.since = opening.since;
  }

  /** Whether instant `t` belongs to the run: it ends when its restriction does. */
  covers(t: number, quietMs: number): boolean {
    if (this.restriction !== null && t >= this.restriction.until) return false;
    return t > this.#firstAt - quietMs && t < this.lastAt + quietMs;
  }

  /** Whether its restriction was over by `t`, and was not when a call began at `startedAt`. */
  isOverFor(startedAt: number, t: number): boolean {
    if (this.restriction === null) return false;
    return t >= this.restriction.until && startedAt < this.restriction.until;
  }

  /** Whether nothing that fires at instant `t` could change it. */
  isSettledAt(t: number): boolean {
    return this.restriction !== null && t >= this.#firstAt && t <= this.lastAt;
  }

  /** Takes a call in that began within the run. */
  count(countryKey: string, costMilliYen: number): void {
    this.#calls++;
    this.#costMilliYen += costMilliYen;
    this.#countries.add(countryKey);
  }

  /** A call of the run turned out to cost so much more. */
  addCost(milliYen: number): void {
    this.#costMilliYen += milliYen;
  }

  /**
   * Takes in what fired at instant `t` on a call begun at `startedAt`; true when a rule or a tier
   * is new.
   */
  observe(firings: readonly Firing[], t: number, startedAt: number): boolean {
    this.#evidenceStartedAt = Math.max(this.#evidenceStartedAt, startedAt);
    this.lastAt = Math.max(this.lastAt, t);
    this.#firstAt = Math.min(this.#firstAt, t);
    let isNews = false;
    for (const firing of firings) {
      const peak = this.#peaks.get(firing.rule.id);
      if (peak !== undefined && !isGraver(firing, peak)) continue;
      isNews ||= peak?.severity !== firing.severity;
      this.#peaks.set(firing.rule.id, peakOf(firing));
      this.#hasGrown = true;
    }
    if (firings.some((firing) => firing.severity === 'critical')) this.severity = 'critical';
    return isNews;
  }

  /** Takes over what a graver part of the same run has seen; false where that is not graver. */
  takeOver(other: Episode): boolean {
    if (other.severity === this.severity || other.severity === 'warning') return false;
    for (const [rule, peak] of other.#peaks) {
      if (peak.severity === 'critical') this.#peaks.set(rule, peak);
    }
    this.severity = 'critical';
    this.#hasGrown = true;
    return true;
  }

  /** Whether calls or cost have doubled since the version that was shown last. */
  hasDoubled(): boolean {
    return this.#calls >= 2 * this.#shownCalls || this.#costMilliYen >= 2 * this.#shownCost;
  }

  /** Until when its evidence reached in the version that was shown last. */
  get shownLastAt(): number {
    return this.#shownLastAt;
  }

  /** 0–100: the points of the evidence, or what the rules make of theirs where that is more. */
  get score(): number {
    const peaks = [...this.#peaks.values()];
    const scored = peaks.find(({ evidence }) => evidence !== undefined);
    const points = scored === undefined ? 0 : scored.observed / scored.rule.rule.scale;
    return Math.min(100, Math.round(Math.max(points, score(peaks.filter((p) => p !== scored)))));
  }

  get ruleIds(): string[] {
    return [...this.#peaks.keys()];
  }

  /** Whether the last version differs from how the episode stands. */
  isUnshown(open: readonly OpenCall[], t: number): boolean {
    return (
      this.#hasGrown ||
      this.#calls !== this.#shownCalls ||
      this.#costWith(open, t) !== this.#shownCost
    );
  }

  /** The next version, as the episode stands at instant `t`. */
  version(standing: Standing): AlertVersion {
    this.#hasGrown = false;
    this.#shownCalls = this.#calls;
    this.#shownCost = this.#costWith(standing.open, standing.at);
    this.#shownLastAt = this.lastAt;
    return {
      alertId: this.alertId,
      step: ++this.#step,
      offset: standing.offset,
      at: standing.at,
      subscriber: this.subscriber,
      service: this.service,
      openedAt: this.openedAt,
      lastAt: this.lastAt,
      firstAt: this.#firstAt,
      since: this.since,
      evidenceStartedAt: this.#evidenceStartedAt,
      closedAt: this.isShownClosed ? this.lastAt + standing.quietMs : null,
      severity: this.severity,
      score: this.score,
      rules: [...this.#peaks.values()].map((peak) =>
        finding(peak, standing.history, standing.open),
      ),
      calls: this.#calls,
      costMilliYen: this.#shownCost,
      countries: [...this.#countries].sort(),
      restriction: this.restriction,
      ruleSetVersion: standing.ruleSetVersion,
      weightsVersion: standing.weightsVersion,
    };
  }

  /** Takes over a stored version as it is: what was decided then is a fact. */
  adopt(version: AlertVersion, open: readonly OpenCall[], ruleSet: RuleSet): void {
    this.lastAt = Math.max(this.lastAt, version.lastAt);
    this.#firstAt = Math.min(this.#firstAt, version.firstAt);
    this.#evidenceStartedAt = Math.max(this.#evidenceStartedAt, version.evidenceStartedAt);
    this.severity = version.severity;
    this.restriction = version.restriction;
    this.isShownClosed = version.closedAt !== null;
    this.#step = version.step;
    this.#calls = version.calls;
    this.#costMilliYen += version.costMilliYen - this.#costWith(open, version.at);
    for (const country of version.countries) this.#countries.add(country);
    for (const rule of version.rules) this.#peaks.set(rule.rule, storedPeak(rule, ruleSet));
    this.#shownCalls = version.calls;
    this.#shownCost = version.costMilliYen;
    this.#shownLastAt = version.lastAt;
    this.#hasGrown = false;
  }

  #costWith(open: readonly OpenCall[], t: number): number {
    let cost = this.#costMilliYen;
    for (const call of open) {
      if (call.startedAt >= this.since)
        cost += accruedCostMilliYen(call, t) - call.knownCostMilliYen;
    }
    return cost;
  }
}
