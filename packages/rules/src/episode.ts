import type { AlertVersion, Finding, Restriction, Severity } from './alert-version.ts';
import type { CallHistory } from './call-history.ts';
import { CallWindow } from './call-window.ts';
import type { Firing } from './firing.ts';
import { accruedCostMilliYen, type OpenCall } from './open-calls.ts';
import { score } from './score.ts';

/** A window's calls are named up to this many, the newest; `observed` tells how many there were. */
const MOST_EVIDENCE = 1000;

/** What a rule saw at its worst, with the window to name its calls from. */
interface Peak {
  firing: Firing;
  calls: readonly number[] | undefined;
}

/** What an episode does not hold itself: how its subscriber stands when a version is made. */
export interface Standing {
  history: CallHistory;
  open: readonly OpenCall[];
  /** Epoch ms. */
  at: number;
  offset: number;
  quietMs: number;
  ruleSetVersion: string;
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

  /** Whether instant `t` belongs to the run. */
  covers(t: number, quietMs: number): boolean {
    return t > this.#firstAt - quietMs && t < this.lastAt + quietMs;
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

  /** Takes in what fired at instant `t`; true when a rule or a tier is new. */
  observe(firings: readonly Firing[], t: number): boolean {
    this.lastAt = Math.max(this.lastAt, t);
    this.#firstAt = Math.min(this.#firstAt, t);
    let isNews = false;
    for (const firing of firings) {
      const peak = this.#peaks.get(firing.rule.id);
      if (peak !== undefined && !isGraver(firing, peak.firing)) continue;
      isNews ||= peak?.firing.severity !== firing.severity;
      this.#peaks.set(firing.rule.id, { firing, calls: undefined });
      this.#hasGrown = true;
    }
    if (firings.some((firing) => firing.severity === 'critical')) this.severity = 'critical';
    return isNews;
  }

  /** Takes over what a graver part of the same run has seen; false where that is not graver. */
  takeOver(other: Episode): boolean {
    if (other.severity === this.severity || other.severity === 'warning') return false;
    for (const [rule, peak] of other.#peaks) {
      if (peak.firing.severity === 'critical') this.#peaks.set(rule, peak);
    }
    this.severity = 'critical';
    this.#hasGrown = true;
    return true;
  }

  /** Whether calls or cost have doubled since the version that was shown last. */
  hasDoubled(): boolean {
    return this.#calls >= 2 * this.#shownCalls || this.#costMilliYen >= 2 * this.#shownCost;
  }

  get score(): number {
    return score([...this.#peaks.values()].map(({ firing }) => firing));
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
    return {
      alertId: this.alertId,
      step: ++this.#step,
      offset: standing.offset,
      at: standing.at,
      subscriber: this.subscriber,
      service: this.service,
      openedAt: this.openedAt,
      lastAt: this.lastAt,
      closedAt: this.isShownClosed ? this.lastAt + standing.quietMs : null,
      severity: this.severity,
      score: this.score,
      rules: [...this.#peaks.values()].map((peak) => finding(peak, standing)),
      calls: this.#calls,
      costMilliYen: this.#shownCost,
      countries: [...this.#countries].sort(),
      restriction: this.restriction,
      ruleSetVersion: standing.ruleSetVersion,
    };
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

function isGraver(firing: Firing, peak: Firing): boolean {
  if (firing.severity !== peak.severity) return firing.severity === 'critical';
  return firing.observed > peak.observed;
}

function finding(peak: Peak, { history, open }: Standing): Finding {
  const { rule, severity, observed, threshold } = peak.firing;
  peak.calls ??= evidence(peak.firing, history, open);
  return {
    rule: rule.id,
    severity,
    observed: observed / rule.rule.scale,
    threshold: threshold / rule.rule.scale,
    window: rule.windowMs / 1000,
    calls: peak.calls,
  };
}

function evidence(firing: Firing, history: CallHistory, open: readonly OpenCall[]): number[] {
  const window = new CallWindow(history, open);
  window.isNewest = false;
  const offsets: number[] = [];
  for (let row = history.length - 1; row >= 0 && offsets.length < MOST_EVIDENCE; row--) {
    if (window.holds(row, firing)) offsets.push(history.offset(row));
  }
  return offsets.reverse();
}
