import { type CaseOptions, DestinationCases } from './destination-cases.ts';
import { type Caller, hotlinesOf, weightOf } from './range-caller.ts';
import { isRangeKey } from './range-key.ts';
import { type Range, RangeTable } from './range-table.ts';
import { heatStrength, surprise } from './surprise.ts';

/** That a subscriber called a range or country that is new to it, and how suspect it is. */
export interface RangeCall {
  /** Leading digits of the number, or a country key. */
  key: string;
  subscriber: string;
  at: number;
  /** Hash of the called number: many callers of one number are no spread over a range. */
  number: number;
  /** From 0, what a call that nothing speaks against has, over 1 where it is barred. */
  suspicion: number;
  /** 0 to 1: how sure it is that the range is new to the subscriber. */
  novel: number;
  /** Of a call to a country: the range in it. */
  range?: string | undefined;
}

/** How much a range or country is called by subscribers who never did, as all detectors know it. */
export interface Heat {
  key: string;
  at: number;
  /** Newest callers first, at most `MOST_NAMED`, with what each adds. */
  callers: readonly { subscriber: string; at: number; weight: number }[];
  /** Callers that one would expect anyway, each fading as they do. */
  expected: number;
  /** Numbers that many call whom nothing else speaks against: people decide on them. */
  hotlines: readonly number[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MOST_NAMED = 64;
/** What a key without history is taken to have shown. */
const PRIOR_DAYS = 3;
const PRIOR_CALLERS = 0.05;
/** Callers fade with this time. */
export const FADES_MS = DAY_MS / 2;
/** Two unsuspected callers, or one that is suspected. */
const TOLD_FROM = 1.5;
/** Each news has its callers judged again: what adds less to their score is none. */
const TOLD_STEP = 0.3;
/** A range that nobody calls is remembered for so long. */
const REMEMBERED_MS = 30 * DAY_MS;
const SWEPT_EVERY = 50_000;

/** Weighs callers of ranges across subscribers: repeats and their order make no difference. */
export class RangeStage {
  /** What people are asked to decide on. */
  readonly cases: DestinationCases;
  readonly #ranges = new RangeTable();
  #observed = 0;

  /** @param options who is told of destination cases; default: nobody */
  constructor(options?: CaseOptions) {
    this.cases = new DestinationCases(options);
  }

  /** Takes a call in; the heat where that changed it. */
  observe(call: RangeCall): Heat | undefined {
    // Most ranges are called once: what was not called for a month is as if it never was.
    if (++this.#observed % SWEPT_EVERY === 0) this.#ranges.forgetBefore(call.at - REMEMBERED_MS);
    const range = this.#ranges.of(call.key, call.at);
    range.forget(call.at);
    const known = range.get(call.subscriber);
    const caller = callerAfter(known, call);
    range.set(call.subscriber, caller);
    range.clock = Math.max(range.clock, call.at);
    this.cases.look(call.key, {
      callers: range,
      clock: range.clock,
      caller,
      expectedADay: expectedADay(range, range.clock),
    });
    weigh(range, known, caller);
    if (range.weight < TOLD_FROM) return undefined;
    const expected = expectedADay(range, caller.at) * (FADES_MS / DAY_MS);
    const strength = heatStrength(surprise(range.weight, expected));
    // Who calls a range that is hot may have been judged before that was known there.
    const isJoining = known === undefined && isRangeKey(call.key) && range.told >= TOLD_STEP;
    if (strength < range.told + TOLD_STEP && !isJoining) {
      range.told = Math.min(range.told, strength);
      return undefined;
    }
    range.told = strength;
    // By the newest call: of two heats of a range the older one counts for nothing.
    return this.#heatOf(call.key, range, range.clock);
  }

  #heatOf(key: string, range: Range, now: number): Heat {
    const expected = expectedADay(range, now) * (FADES_MS / DAY_MS);
    const hotlines = hotlinesOf(range.values());
    const callers = [...range]
      .filter(([, { number }]) => !hotlines.includes(number))
      .map(([subscriber, caller]) => ({ subscriber, at: caller.at, weight: weightOf(caller) }))
      .sort((a, b) => b.weight - a.weight || b.at - a.at)
      .slice(0, MOST_NAMED);
    return { key, at: now, callers, expected, hotlines };
  }
}

// What a known caller adds by calling again is what had faded of it.
function weigh(range: Range, known: Caller | undefined, caller: Caller): void {
  const now = Math.max(range.weighedAt, caller.at);
  const before = known === undefined ? 0 : weightOf(known) * Math.exp((known.at - now) / FADES_MS);
  const after = weightOf(caller) * Math.exp((caller.at - now) / FADES_MS);
  range.weight = range.weight * Math.exp((range.weighedAt - now) / FADES_MS) + after - before;
  range.weighedAt = now;
}

function callerAfter(known: Caller | undefined, call: RangeCall): Caller {
  const { at, number, range = '', suspicion, novel } = call;
  if (known === undefined) return { since: at, at, number, range, suspicion, novel };
  const newest = at >= known.at ? { at, number, range } : known;
  return {
    since: Math.min(known.since, at),
    at: newest.at,
    number: newest.number,
    range: newest.range,
    suspicion: Math.max(known.suspicion, suspicion),
    novel: Math.max(known.novel, novel),
  };
}

function expectedADay({ before, since }: Range, now: number): number {
  return (before + PRIOR_CALLERS) / ((now - since) / DAY_MS + PRIOR_DAYS);
}
