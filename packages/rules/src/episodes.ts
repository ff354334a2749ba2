import { HORIZON_MS } from '@sekisho/cdr';
import type { AlertVersion } from './alert-version.ts';
import type { CallHistory } from './call-history.ts';
import { CallWindow, type TriggerCall } from './call-window.ts';
import { Episode } from './episode.ts';
import type { Firing } from './firing.ts';
import type { RecordIdentity, SubscriberTraits } from './leg.ts';
import type { OpenCall } from './open-calls.ts';
import type { RuleSet } from './rule-set.ts';

/** How episodes are run and shown; the same for all subscribers. */
export interface EpisodeContext {
  ruleSet: RuleSet;
  /**
   * Whether what is applied was decided on before, as its stored versions tell: then windows and
   * episodes follow it, and nothing is opened, decided or shown.
   */
  isFilling: boolean;
  /** Whether evidence up to `lastAt` is worth showing where what was shown last reached `shownAt`. */
  isRefresh(shownAt: number, lastAt: number): boolean;
  alertId(service: string, subscriber: string, identity: RecordIdentity): string;
  onVersion(version: AlertVersion): void;
}

/** What fired, when, and which record showed it. */
export interface Suspicion {
  firings: readonly Firing[];
  at: number;
  trigger: TriggerCall;
  identity: RecordIdentity;
  traits: SubscriberTraits;
  /** Of the subscriber's newest record. */
  offset: number;
  /** Epoch ms at which a decision falls. */
  decidedAt: number;
}

/** The episodes of one subscriber within the horizon, in the order they were opened. */
export class Episodes {
  readonly #context: EpisodeContext;
  readonly #history: CallHistory;
  readonly #open: readonly OpenCall[];
  readonly #episodes: Episode[] = [];

  constructor(context: EpisodeContext, history: CallHistory, open: readonly OpenCall[]) {
    this.#context = context;
    this.#history = history;
    this.#open = open;
  }

  /** When the next episode closes unless something fires before; `Infinity` when none is open. */
  get nextClosing(): number {
    let next = Number.POSITIVE_INFINITY;
    if (this.#context.isFilling) return next;
    for (const episode of this.#episodes) {
      if (!episode.isShownClosed) next = Math.min(next, episode.lastAt + this.#quietMs);
    }
    return next;
  }

  /** The episode that adds up the calls of instant `t`. */
  at(t: number): Episode | undefined {
    return this.#runAt(t).at(-1);
  }

  /** Whether instant `t` belongs to a run. */
  covers(t: number): boolean {
    return this.#runAt(t).length > 0;
  }

  /** Takes over a stored version of an episode; true where the episode was not known. */
  adopt(version: AlertVersion): boolean {
    const known = this.#episodes.find(({ alertId }) => alertId === version.alertId);
    const episode = known ?? new Episode(version);
    if (known === undefined) this.#episodes.push(episode);
    episode.adopt(version, this.#open, this.#context.ruleSet);
    return known === undefined;
  }

  /** Whether nothing that fires at instant `t` could change an alert. */
  isSettledAt(t: number): boolean {
    const run = this.#runAt(t);
    return run.length > 0 && run.every((episode) => episode.isSettledAt(t));
  }

  /** Whether nothing that fires from instant `t` to `newest` could change an alert. */
  isSettledFrom(t: number, newest: number): boolean {
    return this.isSettledAt(t) && this.#runAt(t).every(({ lastAt }) => lastAt >= newest);
  }

  /** Takes a suspicion into the run that it belongs to, or opens one. */
  observe(suspicion: Suspicion): void {
    // No call begun before a restriction ended bars again.
    if (
      this.#episodes.some((episode) => episode.isOverFor(suspicion.trigger.startedAt, suspicion.at))
    )
      return;
    const run = this.#runAt(suspicion.at);
    const { isFilling } = this.#context;
    if (run.length === 0 && !isFilling) run.push(this.#openEpisode(suspicion));
    for (const episode of run) {
      const { firings, at, trigger } = suspicion;
      const isNews = episode.observe(firings, at, trigger.startedAt);
      // Runs that were shown apart and prove to be one stay two alerts, but equally grave.
      const isRaised = run.some((other) => other !== episode && episode.takeOver(other));
      if (!isFilling) this.#grow(episode, suspicion, isNews || isRaised);
    }
  }

  /** Shows as closed what has been quiet long enough by `due`. */
  close(due: number, offset: number): void {
    if (this.#context.isFilling) return;
    for (const episode of this.#episodes) {
      if (episode.isShownClosed || episode.lastAt + this.#quietMs > due) continue;
      episode.isShownClosed = true;
      this.#show(episode, due, offset);
    }
  }

  /** Shows every episode as it stands at `now`, where that has not been shown. */
  finish(now: number, offset: number): void {
    for (const episode of this.#episodes) {
      if (episode.isUnshown(this.#open, now)) this.#show(episode, now, offset);
    }
  }

  /** Lets go what no record within the horizon can belong to. */
  forgetBefore(clock: number): void {
    const oldest = clock - HORIZON_MS - this.#quietMs;
    while (this.#episodes[0]?.isShownClosed && this.#episodes[0].lastAt < oldest)
      this.#episodes.shift();
  }

  get #quietMs(): number {
    return this.#context.ruleSet.quietAfterMs;
  }

  #runAt(t: number): Episode[] {
    return this.#episodes.filter((episode) => episode.covers(t, this.#quietMs));
  }

  #grow(episode: Episode, { decidedAt, offset }: Suspicion, isNews: boolean): void {
    const isDecision = episode.severity === 'critical' && episode.restriction === null;
    if (isDecision) this.#restrict(episode, decidedAt);
    const isReopened = episode.isShownClosed && decidedAt < episode.lastAt + this.#quietMs;
    if (isReopened) episode.isShownClosed = false;
    const isRefreshed =
      episode.restriction !== null && this.#context.isRefresh(episode.shownLastAt, episode.lastAt);
    const isWorthShowing =
      isNews || isDecision || isReopened || isRefreshed || episode.hasDoubled();
    if (isWorthShowing) this.#show(episode, decidedAt, offset);
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

  #openEpisode(suspicion: Suspicion): Episode {
    const { at } = suspicion;
    const { subscriber, service } = suspicion.traits;
    const alertId = this.#newId(suspicion);
    const since = this.#earliestEvidence(suspicion);
    const episode = new Episode({ alertId, subscriber, service, openedAt: at, since });
    for (let row = 0; row < this.#history.length; row++) {
      const startedAt = this.#history.startedAt(row);
      if (startedAt < since || startedAt >= at + this.#quietMs) continue;
      episode.count(this.#history.destination(row).countryKey, this.#history.costMilliYen(row));
    }
    this.#episodes.push(episode);
    return episode;
  }

  // One call that is up may open two runs by its timers, with a quiet time in between.
  #newId({ at, identity, traits }: Suspicion): string {
    const { service, subscriber } = traits;
    const alertId = this.#context.alertId(service, subscriber, identity);
    if (this.#episodes.every((episode) => episode.alertId !== alertId)) return alertId;
    return this.#context.alertId(service, subscriber, { ...identity, occasion: at });
  }

  // Calls of an earlier run may still fill a window; they stay that run's in what alerts add up.
  #earliestEvidence({ firings, at, trigger }: Suspicion): number {
    const before = this.#episodes.findLast((episode) => episode.lastAt < at)?.lastAt;
    const window = new CallWindow(this.#history, this.#open);
    window.isNewest = false;
    let earliest = trigger.startedAt;
    for (let row = 0; row < this.#history.length; row++) {
      const startedAt = this.#history.startedAt(row);
      if (startedAt >= earliest || (before !== undefined && startedAt <= before)) continue;
      if (firings.some((firing) => window.holds(row, firing))) earliest = startedAt;
    }
    return earliest;
  }

  #show(episode: Episode, at: number, offset: number): void {
    this.#context.onVersion(
      episode.version({
        history: this.#history,
        open: this.#open,
        at,
        offset,
        quietMs: this.#quietMs,
        ruleSetVersion: this.#context.ruleSet.version,
        weightsVersion: this.#context.ruleSet.evidence?.model.version ?? '',
      }),
    );
  }
}
