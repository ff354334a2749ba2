import type { AlertVersion, Restriction } from './alert-version.ts';
import { CallHistory, type DestinationTable } from './call-history.ts';
import { scopeOf } from './call-index.ts';
import { CallWindow, type TriggerCall } from './call-window.ts';
import { nextCrossing } from './crossing.ts';
import type { DecidedSteps } from './decided-steps.ts';
import { type EpisodeContext, Episodes } from './episodes.ts';
import { type DestinationPoints, evaluate } from './evaluate.ts';
import type { Assessment } from './evidence/assessment.ts';
import type { Activity, ActivityCount } from './evidence/call-details.ts';
import type { CallMarks } from './evidence/call-marks.ts';
import type { EvidenceContext } from './evidence/evidence-context.ts';
import { evidenceFiring } from './evidence/evidence-firing.ts';
import { POINT } from './evidence/evidence-score.ts';
import { EvidenceWatch } from './evidence/evidence-watch.ts';
import { nextReached } from './evidence/next-reached.ts';
import type { Firing } from './firing.ts';
import type { InternationalLeg, RecordIdentity, SubscriberTraits } from './leg.ts';
import { earliestLapse, follow, lapse } from './open-call-list.ts';
import { accruedCostMilliYen, accruedTalkMs, type OpenCall } from './open-calls.ts';
import { isRating } from './ratings.ts';
import { occasionsToReconsider } from './reconsider.ts';

/** What all watches of a scorer have in common. */
export interface WatchContext extends EpisodeContext {
  destinations: DestinationTable;
  points: DestinationPoints;
  /** `undefined` where the rule set weighs no evidence. */
  evidence: EvidenceContext | undefined;
  /** While it is filling: what was decided on the record at hand. */
  decided: DecidedSteps;
  /** Of the newest leg of all subscribers: what is decided is decided on it. */
  offset: number;
  onWeighed(): void;
  onAssessed: ((assessment: Assessment) => void) | undefined;
}

/** A record that was taken in, and the key of its call's row. */
interface TakenLeg {
  leg: InternationalLeg;
  key: number;
}

const NEVER = Number.POSITIVE_INFINITY;
/** The suspicion of a call that was barred, where 1 is what it takes. */
const BARRED = 1.5;
/** What others did must not be told to them as if it were news. */
const SURE = 0.7;
const BARRED_EVERY_MS = 5 * 60_000;

/** One subscriber's windows, calls that are up, timers and episodes. */
export class SubscriberWatch {
  readonly #context: WatchContext;
  readonly #history: CallHistory;
  readonly #open: OpenCall[] = [];
  /** Most subscribers never have one. */
  #episodes: Episodes | undefined;
  readonly evidence: EvidenceWatch;
  #traits: SubscriberTraits;
  #clock = Number.NEGATIVE_INFINITY;
  /** The newest `at` of an international leg. */
  #newestAt = Number.NEGATIVE_INFINITY;
  /** How suspect it is by its own calls alone, where 1 is what it takes to be barred. */
  #ownSuspicion = 0;
  #weighedAt = Number.NEGATIVE_INFINITY;
  /** Of the newest call; an alert that others' calls open is named after it. */
  #newestIdentity: RecordIdentity | undefined;
  /** When the newest call began that others were told of. */
  #toldStart = Number.NEGATIVE_INFINITY;
  // Of these times most watches never have one; a number from the start would take a box in each.
  #crossing: number | undefined;
  /** While it is filled, the newest record. */
  #lastFilled: TakenLeg | undefined;
  /** Epoch ms from which crossings are yet to be looked for. */
  #unwatchedSince: number | undefined;
  /** When the scorer's queue will wake this watch; kept here so that it needs no second map. */
  scheduledAt: number | undefined;
  /** By how much its newest record came behind the time that its timers are run by. */
  lagMs = 0;

  constructor(context: WatchContext, traits: SubscriberTraits, subscriber: number) {
    this.#context = context;
    this.#history = new CallHistory(context.destinations);
    this.#traits = traits;
    this.evidence = new EvidenceWatch(subscriber, this.#history, this.#open, context);
  }

  get openCalls(): number {
    return this.#open.length;
  }

  /** Epoch ms of this subscriber's next timer; `Infinity` when it has none. */
  get nextDue(): number {
    const closing = this.#episodes?.nextClosing ?? NEVER;
    return Math.min(this.#crossing ?? NEVER, earliestLapse(this.#open), closing);
  }

  /**
   * Takes in one leg event and judges the windows it touches.
   * @param clock the newest `at` of all the subscriber's records, this one included
   */
  apply(traits: SubscriberTraits, leg: InternationalLeg, clock: number): void {
    this.#meet(traits);
    this.#clock = clock;
    const row = this.#history.rowOf(leg);
    const isCost = isRating(this.#history, row, leg);
    const taken = isCost ? this.#rate(row, leg) : this.#take(row, leg);
    this.#lastFilled = this.#context.isFilling ? taken : undefined;
    if (taken !== undefined) this.#judgeLeg(taken);
    this.#watchOpenCalls(leg.at);
  }

  /** Takes in a leg that rules do not count. */
  note(traits: SubscriberTraits, activity: Activity): void {
    this.#meet(traits);
    this.evidence.note(activity);
  }

  /** Takes in stored legs that rules do not count. */
  restoreActivity(traits: SubscriberTraits, activity: ActivityCount): void {
    this.#meet(traits);
    this.evidence.restoreActivity(activity);
  }

  /** Judges anew what evidence from others says, at instant `t`. */
  judgeAgain(t: number): void {
    const newest = this.#history.novelRows.at(-1);
    if (newest === undefined || this.#newestIdentity === undefined) return;
    const at = Math.max(t, this.#newestAt);
    this.#judgeEvidence(at, this.#triggerOf(newest), this.#newestIdentity, at);
    this.#catchUp(at);
  }

  /** Runs what falls due up to `now`, in time order. */
  runTimers(now: number): void {
    for (let due = this.nextDue; due <= now; due = this.nextDue) this.#fire(due);
  }

  /** Takes over a stored version of one of its alerts. */
  adopt(version: AlertVersion): void {
    const episodes = this.#episodesOf();
    const before = episodes.at(version.lastAt)?.restriction ?? null;
    const isNew = episodes.adopt(version);
    this.#unlearnBarred(before, version.lastAt);
    // What came after the opening on the same record extended the run without being shown.
    if (isNew && this.#lastFilled !== undefined) this.#judgeLeg(this.#lastFilled);
    this.#catchUp(version.at);
  }

  // Timers that filling left out had run by the time something was decided.
  #catchUp(at: number): void {
    if (!this.#context.isFilling || this.#episodes === undefined) return;
    if (this.#unwatchedSince !== undefined) this.#watchOpenCalls(this.#unwatchedSince);
    this.runTimers(at);
  }

  /** Looks for the timers that filling left out, or that other rules set otherwise. */
  settle(): void {
    this.#lastFilled = undefined;
    if (this.#unwatchedSince !== undefined) this.#watchOpenCalls(this.#unwatchedSince);
  }

  /** Shows every episode as it stands at `now`, where that has not been shown. */
  finish(now: number): void {
    this.#episodes?.finish(now, this.#context.offset);
  }

  // What says the same as before is let go: to keep every record's would outlive the young generation.
  #meet(traits: SubscriberTraits): void {
    const { service, kind, critical } = this.#traits;
    const isSame =
      traits.service === service && traits.kind === kind && traits.critical === critical;
    if (!isSame) this.#traits = traits;
  }

  #judgeLeg({ leg, key }: TakenLeg): void {
    const clock = this.#clock;
    const row = this.#history.find(key);
    const scope = scopeOf(leg.destination);
    if (leg.at < clock) this.#reconsider(leg, row, clock);
    else this.#judge(leg.at, this.#triggerOf(row), scope, leg.identity, clock);
  }

  /** @param known the row of the leg's call, or -1 */
  #take(known: number, leg: InternationalLeg): TakenLeg {
    const row = known < 0 ? this.#history.add(leg, this.#marksOf(leg)) : known;
    const key = this.#history.key(row);
    const episode = this.#episodes?.at(leg.at);
    this.#newestAt = Math.max(this.#newestAt, leg.at);
    if (known < 0) {
      if (episode !== undefined && leg.startedAt >= episode.since) {
        episode.count(leg.destination.countryKey, leg.costMilliYen);
      }
    } else {
      const before = this.#history.costMilliYen(row);
      this.#history.update(row, leg);
      this.#learnEnd(leg, row, this.#history.costMilliYen(row) - before);
      if (episode !== undefined && this.#history.startedAt(row) >= episode.since) {
        episode.addCost(this.#history.costMilliYen(row) - before);
      }
    }
    follow(this.#open, this.#history, row, leg, this.#clock);
    if (this.#history.trim(this.#clock)) this.#episodes?.forgetBefore(this.#clock);
    return { leg, key };
  }

  #marksOf(leg: InternationalLeg): CallMarks {
    this.#newestIdentity = leg.identity;
    const isBarred = (this.#episodes?.at(leg.at)?.restriction ?? null) !== null;
    return this.evidence.mark(this.#traits, leg, isBarred);
  }

  #learnEnd({ identity, destination }: InternationalLeg, row: number, milliYen: number): void {
    const startedAt = this.#history.startedAt(row);
    const isBarred = (this.#episodes?.at(startedAt)?.restriction ?? null) !== null;
    if (isBarred) return;
    const { countryKey } = destination;
    this.evidence.addCost(countryKey, startedAt, milliYen);
    if (identity.event === 'stop') this.evidence.addTalk(countryKey, this.#history.talkMs(row));
  }

  // A dearer call is judged again where it ended, as if its stop had told what it cost.
  #rate(row: number, leg: InternationalLeg): TakenLeg | undefined {
    const history = this.#history;
    const before = row < 0 ? 0 : history.costMilliYen(row);
    history.rate(row, leg);
    if (row < 0 || history.costMilliYen(row) === before) return undefined;
    const [at, startedAt] = [history.at(row), history.startedAt(row)];
    const more = history.costMilliYen(row) - before;
    const episode = this.#episodes?.at(at);
    if (episode !== undefined && startedAt >= episode.since) episode.addCost(more);
    const destination = history.destination(row);
    const rated = { ...leg, at, startedAt, destination };
    return more > 0 ? { leg: rated, key: history.key(row) } : undefined;
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
    const isNews = identity.event !== 'stop' || trigger.startedAt > this.#toldStart;
    // What others learn of it is known however it is judged.
    const scored = this.#weigh(t, isNews);
    if (isNews) this.#toldStart = Math.max(this.#toldStart, trigger.startedAt);
    if (this.#isOfNoInterest(t)) return;
    const window = this.#window(trigger, t >= this.#clock);
    const { ruleSet, points } = this.#context;
    const firings = evaluate(ruleSet, window, this.#traits, t, scope, points);
    if (scored !== undefined) firings.push(scored);
    if (firings.length > 0) this.#observe(firings, t, trigger, identity, decidedAt);
  }

  #judgeEvidence(
    t: number,
    trigger: TriggerCall,
    identity: RecordIdentity,
    decidedAt: number,
  ): void {
    const scored = this.#weigh(t, false);
    if (this.#isOfNoInterest(t)) return;
    if (scored !== undefined) this.#observe([scored], t, trigger, identity, decidedAt);
  }

  #observe(
    firings: readonly Firing[],
    at: number,
    trigger: TriggerCall,
    identity: RecordIdentity,
    decidedAt: number,
  ): void {
    const traits = this.#traits;
    const { offset, isFilling } = this.#context;
    const episodes = this.#episodesOf();
    const before = episodes.at(at)?.restriction ?? null;
    episodes.observe({ firings, at, trigger, identity, traits, offset, decidedAt });
    if (isFilling) this.#adoptDecided(firings, decidedAt);
    this.#unlearnBarred(before, at);
  }

  #adoptDecided(firings: readonly Firing[], decidedAt: number): void {
    const isCritical = firings.some(({ severity }) => severity === 'critical');
    const { subscriber } = this.#traits;
    for (const version of this.#context.decided.take(subscriber, decidedAt, isCritical))
      this.#episodesOf().adopt(version);
  }

  /** @param before the restriction at instant `at` as it was known before */
  #unlearnBarred(before: Restriction | null, at: number): void {
    const episode = this.#episodes?.at(at);
    if (before !== null || episode === undefined || episode.restriction === null) return;
    // An attack is no habit; and whoever else calls what it called is the more suspect.
    this.evidence.unlearn(episode.since);
    if (this.#ownSuspicion >= SURE) this.evidence.tell(this.#traits, at, BARRED, false);
  }

  /** Weighs the evidence at instant `t`; a firing where it asks for a person or more. */
  #weigh(t: number, isNewCall: boolean): Firing | undefined {
    const { evidence } = this.#context.ruleSet;
    if (evidence === undefined || this.#history.novelRows.length === 0) return undefined;
    // What is barred already needs no score; now and then it shows that the run goes on.
    const isBarred = (this.#episodes?.at(t)?.restriction ?? null) !== null;
    if (isBarred && Math.abs(t - this.#weighedAt) < BARRED_EVERY_MS) return undefined;
    this.#weighedAt = t;
    const points = this.evidence.scoreAt(this.#traits, t);
    const observed = Math.round(points * POINT);
    if (!this.#context.isFilling) {
      this.#context.onWeighed();
      this.#context.onAssessed?.({
        subscriber: this.#traits.subscriber,
        at: t,
        points,
        strengths: this.evidence.strengths(),
      });
    }
    const own = (this.evidence.ownScore() * POINT) / evidence.restrict;
    this.#ownSuspicion = own;
    this.evidence.tell(this.#traits, t, own, isNewCall);
    return evidenceFiring(evidence, observed, t, this.#episodes?.at(t), () =>
      this.evidence.explain(),
    );
  }

  #episodesOf(): Episodes {
    this.#episodes ??= new Episodes(this.#context, this.#history, this.#open);
    return this.#episodes;
  }

  // What is filled in opens nothing by itself: the run of an episode goes on that is known, or was
  // opened on this record.
  #isOfNoInterest(t: number): boolean {
    const { isFilling, decided } = this.#context;
    if (!isFilling || this.#episodes?.covers(t) === true) return false;
    return !decided.has(this.#traits.subscriber);
  }

  // A record that comes late may complete windows that ended before the newest one: each record
  // that it touches is judged as it would have been in time, where that can still change anything.
  #reconsider(leg: InternationalLeg, row: number, clock: number): void {
    const { ruleSet, points, isFilling, decided } = this.#context;
    // Evidence is weighed again even so: others learn of it.
    const isOfNoInterest = this.#episodes === undefined && !decided.has(this.#traits.subscriber);
    if (isFilling && isOfNoInterest && ruleSet.evidence === undefined) return;
    if (this.#episodes?.isSettledFrom(leg.at, this.#newestAt)) return;
    const window = this.#window(this.#triggerOf(row), false);
    const history = this.#history;
    const traits = this.#traits;
    const late = { leg, row, clock, history, window, traits, ruleSet, points };
    for (const { at, row: other } of occasionsToReconsider(late)) {
      if (this.#episodes?.isSettledAt(at)) continue;
      const scope = scopeOf(history.destination(other));
      const identity = other === row ? leg.identity : { ...leg.identity, occasion: at };
      this.#judge(at, this.#triggerOf(other), scope, identity, clock);
    }
  }

  #window(trigger: TriggerCall, isNewest: boolean): CallWindow {
    const window = new CallWindow(this.#history, this.#open);
    window.trigger = trigger;
    window.isNewest = isNewest;
    return window;
  }

  #watchOpenCalls(now: number): void {
    this.#crossing = undefined;
    this.#unwatchedSince = undefined;
    if (this.#open.length === 0) return;
    this.#unwatchedSince = now;
    if (this.#context.isFilling && this.#episodes === undefined) return;
    const { ruleSet, points } = this.#context;
    const window = this.#window({ startedAt: now, endedAt: now, talkMs: 0 }, now >= this.#clock);
    const crossing = nextCrossing(ruleSet, window, this.#open, this.#traits, now, points);
    const scored = this.#nextScored(now);
    this.#crossing = Math.min(crossing, scored, ruleSet.nextBoundary(now));
  }

  #nextScored(now: number): number {
    const { evidence } = this.#context.ruleSet;
    if (evidence === undefined || this.#history.novelRows.length === 0) return NEVER;
    const episode = this.#episodes?.at(now);
    if (episode !== undefined && episode.restriction !== null) return NEVER;
    const target = episode === undefined ? evidence.ask : evidence.restrict;
    return nextReached(target, now, (t) =>
      Math.round(this.evidence.scoreAt(this.#traits, t) * POINT),
    );
  }

  #fire(due: number): void {
    for (const call of [...this.#open]) this.#judgeOpenCall(call, due);
    for (const call of lapse(this.#open, this.#history, due)) this.#settle(call, due);
    this.#episodes?.close(due, this.#context.offset);
    this.#watchOpenCalls(due);
  }

  #judgeOpenCall(call: OpenCall, due: number): void {
    const talkMs = accruedTalkMs(call, due);
    const trigger = { startedAt: call.startedAt, endedAt: NEVER, talkMs };
    this.#judge(due, trigger, scopeOf(call.destination), call.identity, due);
  }

  #settle(call: OpenCall, due: number): void {
    const episode = this.#episodes?.at(due);
    if (episode === undefined || call.startedAt < episode.since) return;
    episode.addCost(accruedCostMilliYen(call, due) - call.knownCostMilliYen);
  }
}
