import type { AlertVersion } from './alert-version.ts';
import { DestinationTable } from './call-history.ts';
import { DecidedSteps } from './decided-steps.ts';
import type { DestinationPoints } from './evaluate.ts';
import { ActivityHours } from './evidence/activity-hours.ts';
import type { Assessment } from './evidence/assessment.ts';
import type { Activity, ActivityCount } from './evidence/call-details.ts';
import type { DestinationCaseVersion } from './evidence/destination-case.ts';
import { type CaseOptions, caseRulesOf } from './evidence/destination-cases.ts';
import type { EvidenceContext } from './evidence/evidence-context.ts';
import { createEvidenceState, type EvidenceState } from './evidence/evidence-state.ts';
import type { LearnedDay } from './evidence/profile-day.ts';
import type { Heat, RangeCall } from './evidence/range-heat.ts';
import type { InternationalLeg, RecordIdentity, SubscriberTraits } from './leg.ts';
import type { RuleSet } from './rule-set.ts';
import { SubscriberWatch, type WatchContext } from './subscriber-watch.ts';
import { TimerQueue } from './timer-queue.ts';

/** What is read of calls of more than a day ago. */
const OF_THE_WEEK = ['exposure-7d', 'calls-7d', 'sudden-cost'] as const;

export interface ScorerOptions {
  ruleSet: RuleSet;
  /** Names an alert after the record that opened it: `a-` and hex digits. */
  alertId(service: string, subscriber: string, identity: RecordIdentity): string;
  /** Receives each growth step of each episode as it happens. */
  onVersion(version: AlertVersion): void;
  /**
   * Whether a restricted episode is shown again for the freshness of its evidence alone, which now
   * reaches to `lastAt` and reached to `shownAt` when it was last shown. Default: never.
   */
  isRefresh?(shownAt: number, lastAt: number): boolean;
  /** What is known across subscribers; scorers of one process share it. Default: its own. */
  evidence?: EvidenceState;
  /** Receives each call to a range that is new to its subscriber. Default: `evidence` weighs it. */
  onRangeCall?(call: RangeCall): void;
  /** Who is told of destination cases, where `evidence` is its own. Default: nobody. */
  cases?: CaseOptions;
  /** Called when evidence was weighed. */
  onWeighed?(): void;
  /** Receives what each weighing of evidence showed, to fit weights from. */
  onAssessed?(assessment: Assessment): void;
}

/**
 * Scores international legs in sliding windows, subscriber by subscriber. Subscribers are
 * named by a dense index of the caller's. Time is what the records say: nothing here has a clock.
 */
export class Scorer {
  readonly #context: WatchContext;
  readonly #watches: (SubscriberWatch | undefined)[] = [];
  readonly #queue = new TimerQueue();

  readonly #indexOf = new Map<string, number>();
  /** Subscribers whose ranges others have heated: they are judged again. */
  readonly #heated = new Set<number>();
  readonly #evidence: EvidenceState;
  readonly #hours = new ActivityHours();
  readonly #onRangeCall: (call: RangeCall) => void;

  constructor(options: ScorerOptions) {
    const { ruleSet, alertId, onVersion, isRefresh = () => false } = options;
    this.#evidence = options.evidence ?? createEvidenceState(options.cases);
    const destinations = new DestinationTable();
    this.#context = {
      ruleSet,
      destinations,
      points: createPoints(ruleSet, destinations),
      alertId,
      onVersion,
      isRefresh,
      isFilling: false,
      decided: new DecidedSteps(),
      offset: 0,
      evidence: undefined,
      onWeighed: options.onWeighed ?? (() => undefined),
      onAssessed: options.onAssessed,
    };
    this.#onRangeCall = options.onRangeCall ?? ((call) => this.#weigh(call));
    this.#context.evidence = this.#evidenceContext(ruleSet);
  }

  /** From now on these rules judge; windows and episodes stay as they are. */
  set ruleSet(ruleSet: RuleSet) {
    this.#context.ruleSet = ruleSet;
    this.#context.points = createPoints(ruleSet, this.#context.destinations);
    this.#context.evidence = this.#evidenceContext(ruleSet);
    this.#settle();
  }

  get isFilling(): boolean {
    return this.#context.isFilling;
  }

  /**
   * While it is filling, what is applied was decided on before: windows and known episodes follow,
   * and nothing is opened, decided or shown; `adopt` says what was. Ending it sets all timers.
   */
  set isFilling(isFilling: boolean) {
    this.#context.isFilling = isFilling;
    this.#evidence.stage.cases.isMuted = isFilling;
    if (!isFilling) this.#settle();
  }

  /**
   * While it is filling: what was decided on the record that is applied next, which it takes over
   * where it judges as it did then; `adoptRest` takes over what is left.
   * @param versions in the order in which each alert was shown
   */
  foretell(versions: readonly AlertVersion[]): void {
    this.#context.decided.expect(versions);
  }

  /** Takes over what was foretold of the record that was applied last, as far as it is not yet. */
  adoptRest(indexOf: (subscriber: string) => number): void {
    for (const version of this.#context.decided.takeRest())
      this.adopt(indexOf(version.subscriber), version);
  }

  /** Takes over a stored version of an alert, after the record that it was made on. */
  adopt(subscriber: number, version: AlertVersion): void {
    const { service } = version;
    const traits = { subscriber: version.subscriber, service, kind: undefined, critical: false };
    this.#watchOf(subscriber, traits).adopt(version);
  }

  /** Takes over a stored destination case, before the records that came after it. */
  adoptCase(version: DestinationCaseVersion): void {
    this.#evidence.stage.cases.adopt(version);
  }

  /** Subscribers with international calls that are held in memory. */
  get watched(): number {
    return this.#watches.reduce((count, watch) => (watch === undefined ? count : count + 1), 0);
  }

  /** Calls that are up. */
  get openCalls(): number {
    return this.#watches.reduce((count, watch) => count + (watch?.openCalls ?? 0), 0);
  }

  /** Runs the subscriber's timers due by `at`; to be called before its record of `at` is applied. */
  runTimersOf(subscriber: number, at: number): void {
    const watch = this.#watches[subscriber];
    if (watch === undefined || watch.nextDue > at) return;
    watch.runTimers(at);
    this.#schedule(watch, subscriber);
  }

  /** Takes in one leg event; `clock` is the newest `at` of the subscriber's records, this included. */
  apply(subscriber: number, traits: SubscriberTraits, leg: InternationalLeg, clock: number): void {
    const watch = this.#watchOf(subscriber, traits);
    this.#context.offset = leg.offset;
    watch.apply(traits, leg, clock);
    this.#schedule(watch, subscriber);
    if (this.#heated.size > 0) this.#judgeHeated(leg.at);
  }

  /** Takes in a leg that rules do not count: it tells what is usual. */
  note(subscriber: number, traits: SubscriberTraits, activity: Activity): void {
    if (this.#context.evidence === undefined) return;
    this.#watchOf(subscriber, traits).note(traits, activity);
  }

  /** Takes in legs that rules do not count, of which only their number is stored. */
  restoreActivity(subscriber: number, traits: SubscriberTraits, activity: ActivityCount): void {
    if (this.#context.evidence === undefined) return;
    this.#watchOf(subscriber, traits).restoreActivity(traits, activity);
  }

  /** Days since 1970-01-01 where the subscribers are; `undefined` where no evidence is weighed. */
  dayOf(epochMs: number): number | undefined {
    return this.#context.evidence?.dayOf(epochMs);
  }

  /** What each subscriber learned on closed days. @see EvidenceWatch.closeDays */
  closeDays(
    first: number,
    last: number,
    through: number | undefined,
    visit: (subscriber: string, day: number, learned: LearnedDay) => void,
  ): void {
    for (const [subscriber, index] of this.#indexOf) {
      this.#watches[index]?.evidence.closeDays(first, last, through, (day, learned) =>
        visit(subscriber, day, learned),
      );
    }
  }

  /** Takes over what a subscriber learned on a closed day, before its later records are applied. */
  restoreDay(subscriber: number, traits: SubscriberTraits, learned: LearnedDay): void {
    if (this.#context.evidence === undefined) return;
    this.#watchOf(subscriber, traits).evidence.restoreDay(learned);
  }

  /** Takes in how hot a range is; its callers here are judged again at `t`. */
  heat(heat: Heat, t: number): void {
    this.#takeHeat(heat);
    if (!this.#context.isFilling) this.#judgeHeated(t);
  }

  /**
   * Notes that a subscriber's newest record came `lagMs` behind the time that `runTimers` is given:
   * its timers fall due as much later, or its calls would seem to be up until their stops are read.
   */
  setLag(subscriber: number, lagMs: number): void {
    const watch = this.#watches[subscriber];
    if (watch === undefined || watch.lagMs === lagMs) return;
    watch.lagMs = lagMs;
    this.#schedule(watch, subscriber);
  }

  /** Runs every subscriber's timers due by `now`. */
  runTimers(now: number): void {
    while (this.#queue.earliest <= now) {
      const subscriber = this.#queue.pop();
      const watch = this.#watches[subscriber];
      if (watch === undefined) continue;
      watch.scheduledAt = undefined;
      watch.runTimers(now - watch.lagMs);
      this.#schedule(watch, subscriber);
    }
  }

  /** Shows all that grew since it was last shown, as it stands at `now`. */
  finish(now: number): void {
    for (const watch of this.#watches) watch?.finish(now);
    this.#evidence.stage.cases.finish();
  }

  #watchOf(subscriber: number, traits: SubscriberTraits): SubscriberWatch {
    const known = this.#watches[subscriber];
    if (known !== undefined) return known;
    const watch = new SubscriberWatch(this.#context, traits, subscriber);
    this.#watches[subscriber] = watch;
    this.#indexOf.set(traits.subscriber, subscriber);
    return watch;
  }

  #evidenceContext(ruleSet: RuleSet): EvidenceContext | undefined {
    const { evidence } = ruleSet;
    const { population, heat, ranges, stage } = this.#evidence;
    stage.cases.rules = caseRulesOf(ruleSet);
    if (evidence === undefined) return undefined;
    population.shares = evidence.model.document.countryShares;
    const { model, slotOf, dayOf } = evidence;
    const onRangeCall = this.#onRangeCall;
    const hours = this.#hours;
    const weighsWeek =
      this.#context.onAssessed !== undefined || OF_THE_WEEK.some((name) => model.weighs(name));
    return { model, weighsWeek, hours, population, heat, ranges, slotOf, dayOf, onRangeCall };
  }

  #weigh(call: RangeCall): void {
    const heat = this.#evidence.stage.observe(call);
    if (heat !== undefined) this.#takeHeat(heat);
  }

  #takeHeat(heat: Heat): void {
    this.#evidence.heat.take(heat);
    for (const { subscriber } of heat.callers) {
      const index = this.#indexOf.get(subscriber);
      if (index !== undefined) this.#heated.add(index);
    }
  }

  // Judging one may heat others further: these are judged with the next record.
  #judgeHeated(t: number): void {
    const heated = [...this.#heated];
    this.#heated.clear();
    for (const subscriber of heated) {
      const watch = this.#watches[subscriber];
      if (watch === undefined) continue;
      watch.judgeAgain(t);
      this.#schedule(watch, subscriber);
    }
  }

  #settle(): void {
    this.#watches.forEach((watch, subscriber) => {
      if (watch === undefined) return;
      watch.settle();
      this.#schedule(watch, subscriber);
    });
  }

  // An entry that falls due too early only looks and is queued again; one is never missing.
  #schedule(watch: SubscriberWatch, subscriber: number): void {
    const due = watch.nextDue + watch.lagMs;
    if (due >= (watch.scheduledAt ?? Number.POSITIVE_INFINITY)) return;
    watch.scheduledAt = due;
    this.#queue.push(due, subscriber);
  }
}

function createPoints(ruleSet: RuleSet, destinations: DestinationTable): DestinationPoints {
  const points: number[] = [];
  return (index) => {
    points[index] ??= ruleSet.riskPoints(destinations.get(index));
    return points[index];
  };
}
