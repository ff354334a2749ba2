import type { AlertVersion } from './alert-version.ts';
import { CallHistory, type DestinationTable, HORIZON_MS } from './call-history.ts';
import { scopeOf } from './call-index.ts';
import { CallWindow, type TriggerCall } from './call-window.ts';
import { nextCrossing } from './crossing.ts';
import { Episode } from './episode.ts';
import { type DestinationPoints, evaluate, type Firing } from './evaluate.ts';
import type { InternationalLeg, RecordIdentity, SubscriberTraits } from './leg.ts';
import { earliestLapse, follow, lapse } from './open-call-list.ts';
import { accruedCostMilliYen, accruedTalkMs, type OpenCall } from './open-calls.ts';
import { occasionsToReconsider } from './reconsider.ts';
import type { RuleSet } from './rule-set.ts';

/** What all watches of a scorer have in common. */
export interface WatchContext {
  ruleSet: RuleSet;
  destinations: DestinationTable;
  points: DestinationPoints;
  alertId(service: string, subscriber: string, identity: RecordIdentity): string;
  onVersion(version: AlertVersion): void;
}

const NEVER = Number.POSITIVE_INFINITY;

/** One subscriber's windows, calls that are up, timers and episodes. */
export class SubscriberWatch {
  readonly #context: WatchContext;
  readonly #history: CallHistory;
  readonly #open: OpenCall[] = [];
  readonly #episodes: Episode[] = [];
  #traits: SubscriberTraits;
  #clock = Number.NEGATIVE_INFINITY;
  /** The newest `at` of an international leg. */
  #newestAt = Number.NEGATIVE_INFINITY;
  #offset = 0;
  #crossing = NEVER;
  /** When the scorer's queue will wake this watch; kept here so that it needs no second map. */
  scheduledAt = NEVER;

  constructor(context: WatchContext, traits: SubscriberTraits) {
    this.#context = context;
    this.#history = new CallHistory(context.destinations);
    this.#traits = traits;
  }

  /** Epoch ms of this subscriber's next timer; `Infinity` when it has none. */
  get nextDue(): number {
    let due = Math.min(this.#crossing, earliestLapse(this.#open));
    for (const episode of this.#episodes) {
      if (!episode.isShownClosed) due = Math.min(due, episode.lastAt + this.#quietMs);
    }
    return due;
  }

  /**
   * Takes in one leg event and judges the windows it touches.
   * @param clock the newest `at` of all the subscriber's records, this one included
   */
  apply(traits: SubscriberTraits, leg: InternationalLeg, clock: number): void {
    const isNewest = leg.at >= this.#clock && leg.at >= clock;
    this.#traits = traits;
    this.#clock = clock;
    this.#offset = leg.offset;
    this.#newestAt = Math.max(this.#newestAt, leg.at);
    const row = this.#take(leg);
    const scope = scopeOf(leg.destination);
    if (isNewest) this.#judge(leg.at, this.#triggerOf(row), scope, leg.identity, clock);
    else this.#reconsider(leg, row, clock);
    this.#watchOpenCalls(isNewest ? clock : leg.at);
  }

  /** Runs what falls due up to `now`, in time order. */
  runTimers(now: number): void {
    for (let due = this.nextDue; due <= now; due = this.nextDue) this.#fire(due);
  }

  /** Shows every episode as it stands at `now`, where that has not been shown. */
  finish(now: number): void {
    for (const episode of this.#episodes) {
      if (!episode.isShownClosed && episode.isUnshown(this.#open, now)) this.#show(episode, now);
    }
  }

  get #quietMs(): number {
    return this.#context.ruleSet.quietAfterMs;
  }

  #take(leg: InternationalLeg): number {
    let row = this.#history.find(leg.callKey);
    const episode = this.#episodeAt(leg.at);
    if (row < 0) {
      row = this.#history.add(leg);
      if (episode !== undefined && leg.startedAt >= episode.since) {
        episode.count(leg.destination.countryKey, leg.costMilliYen);
      }
    } else {
      const before = this.#history.costMilliYen(row);
      this.#history.update(row, leg);
      if (episode !== undefined && this.#history.startedAt(row) >= episode.since) {
        episode.addCost(this.#history.costMilliYen(row) - before);
      }
    }
    follow(this.#open, this.#history, row, leg);
    if (!this.#history.trim(this.#clock)) return row;
    this.#forgetOldEpisodes();
    return this.#history.find(leg.callKey);
  }

  #triggerOf(row: number): TriggerCall {
    return {
      startedAt: this.#history.startedAt(row),
      endedAt: this.#history.endedAt(row),
      talkMs: this.#history.talkMs(row),
    };
  }

  #judge(
    t: number,
    trigger: TriggerCall,
    scope: string,
    identity: RecordIdentity,
    decidedAt: number,
  ): void {
    const window = this.#window(trigger, t >= this.#clock);
    const { ruleSet, points } = this.#context;
    const firings = evaluate(ruleSet, window, this.#traits, t, scope, points);
    if (firings.length > 0) this.#record(firings, t, trigger, identity, decidedAt);
  }

  // A record that comes late may complete windows that ended before the newest one: each record
  // that it touches is judged as it would have been in time, where that can still change anything.
  #reconsider(leg: InternationalLeg, row: number, clock: number): void {
    if (this.#isSettled(leg.at)) return;
    const { ruleSet, points } = this.#context;
    const window = this.#window(this.#triggerOf(row), false);
    const history = this.#history;
    const traits = this.#traits;
    const late = { leg, row, clock, history, window, traits, ruleSet, points };
    for (const { at, row: other } of occasionsToReconsider(late)) {
      if (this.#isSettledAt(at)) continue;
      const scope = scopeOf(history.destination(other));
      const identity = other === row ? leg.identity : { ...leg.identity, occasion: at };
      this.#judge(at, this.#triggerOf(other), scope, identity, clock);
    }
  }

  /** Whether nothing from instant `t` to the newest record could change any alert. */
  #isSettled(t: number): boolean {
    return this.#isSettledAt(t) && this.#runAt(t).every(({ lastAt }) => lastAt >= this.#newestAt);
  }

  #isSettledAt(t: number): boolean {
    const run = this.#runAt(t);
    return run.length > 0 && run.every((episode) => episode.isSettledAt(t));
  }

  #window(trigger: TriggerCall, isNewest: boolean): CallWindow {
    const window = new CallWindow(this.#history, this.#open);
    window.trigger = trigger;
    window.isNewest = isNewest;
    return window;
  }

  #watchOpenCalls(now: number): void {
    this.#crossing = NEVER;
    if (this.#open.length === 0) return;
    const { ruleSet, points } = this.#context;
    const window = this.#window({ startedAt: now, endedAt: now, talkMs: 0 }, now >= this.#clock);
    const crossing = nextCrossing(ruleSet, window, this.#open, this.#traits, now, points);
    this.#crossing = Math.min(crossing, ruleSet.nextBoundary(now));
  }

  #fire(due: number): void {
    for (const call of [...this.#open]) this.#judgeOpenCall(call, due);
    for (const call of lapse(this.#open, this.#history, due)) this.#settle(call, due);
    for (const episode of this.#episodes) {
      if (!episode.isShownClosed && episode.lastAt + this.#quietMs <= due)
        this.#close(episode, due);
    }
    this.#watchOpenCalls(due);
  }

  #judgeOpenCall(call: OpenCall, due: number): void {
    const talkMs = accruedTalkMs(call, due);
    const trigger = { startedAt: call.startedAt, endedAt: NEVER, talkMs };
    this.#judge(due, trigger, scopeOf(call.destination), call.identity, due);
  }

  #settle(call: OpenCall, due: number): void {
    const episode = this.#episodeAt(due);
    if (episode === undefined || call.startedAt < episode.since) return;
    episode.addCost(accruedCostMilliYen(call, due) - call.knownCostMilliYen);
  }

  #runAt(t: number): Episode[] {
    return this.#episodes.filter((episode) => episode.covers(t, this.#quietMs));
  }

  /** The episode that adds up the calls of instant `t`. */
  #episodeAt(t: number): Episode | undefined {
    return this.#runAt(t).at(-1);
  }

  #record(
    firings: readonly Firing[],
    t: number,
    trigger: TriggerCall,
    identity: RecordIdentity,
    decidedAt: number,
  ): void {
    const run = this.#runAt(t);
    if (run.length === 0) run.push(this.#openEpisode(firings, t, trigger, identity));
    for (const episode of run) {
      const isNews = episode.observe(firings, t);
      // Runs that were shown apart and prove to be one stay two alerts, but equally grave.
      const isRaised = run.some((other) => other !== episode && episode.takeOver(other));
      this.#grow(episode, decidedAt, isNews || isRaised);
    }
  }

  #grow(episode: Episode, decidedAt: number, isNews: boolean): void {
    const isDecision = episode.severity === 'critical' && episode.restriction === null;
    if (isDecision) this.#restrict(episode, decidedAt);
    const isReopened = episode.isShownClosed && decidedAt < episode.lastAt + this.#quietMs;
    if (isReopened) episode.isShownClosed = false;
    if (isNews || isDecision || isReopened || episode.hasDoubled()) this.#show(episode, decidedAt);
  }

  #restrict(episode: Episode, at: number): void {
    episode.restriction = {
      restrictionId: `r-${episode.alertId.slice(2)}`,
      at,
      until: at + this.#context.ruleSet.restrictForMs,
      severity: episode.severity,
      score: episode.score,
      rules: episode.ruleIds,
    };
  }

  #openEpisode(
    firings: readonly Firing[],
    t: number,
    trigger: TriggerCall,
    identity: RecordIdentity,
  ): Episode {
    const { subscriber, service } = this.#traits;
    const alertId = this.#context.alertId(service, subscriber, identity);
    const since = this.#earliestEvidence(firings, t, trigger);
    const episode = new Episode({ alertId, subscriber, service, openedAt: t, since });
    for (let row = 0; row < this.#history.length; row++) {
      const startedAt = this.#history.startedAt(row);
      if (startedAt < since || startedAt >= t + this.#quietMs) continue;
      episode.count(this.#history.destination(row).countryKey, this.#history.costMilliYen(row));
    }
    this.#episodes.push(episode);
    return episode;
  }

  // Calls of an earlier run may still fill a window; they stay that run's in what alerts add up.
  #earliestEvidence(firings: readonly Firing[], t: number, trigger: TriggerCall): number {
    const before = this.#episodes.findLast((episode) => episode.lastAt < t)?.lastAt;
    let earliest = trigger.startedAt;
    for (let row = 0; row < this.#history.length; row++) {
      const startedAt = this.#history.startedAt(row);
      if (startedAt >= earliest || (before !== undefined && startedAt <= before)) continue;
      const window = this.#window({ startedAt: t, endedAt: t, talkMs: 0 }, false);
      if (firings.some((firing) => window.holds(row, firing))) earliest = startedAt;
    }
    return earliest;
  }

  #close(episode: Episode, due: number): void {
    episode.isShownClosed = true;
    this.#show(episode, due);
  }

  #show(episode: Episode, at: number): void {
    this.#context.onVersion(
      episode.version({
        history: this.#history,
        open: this.#open,
        at,
        offset: this.#offset,
        quietMs: this.#quietMs,
        ruleSetVersion: this.#context.ruleSet.version,
      }),
    );
  }

  #forgetOldEpisodes(): void {
    const oldest = this.#clock - HORIZON_MS - this.#quietMs;
    while (this.#episodes[0]?.isShownClosed && this.#episodes[0].lastAt < oldest)
      this.#episodes.shift();
  }
}
