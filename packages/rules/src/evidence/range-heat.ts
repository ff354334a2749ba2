import { type CaseOptions, DestinationCases } from './destination-cases.ts';
import {
  BARRED_WINDOW_MS,
  type Caller,
  counts,
  hotlinesOf,
  isBarred,
  SUSPECTED,
  weightOf,
} from './range-caller.ts';
import { surprise } from './surprise.ts';

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
const FADES_MS = DAY_MS / 2;
/** Of a caller with such a weight it is known that it was barred. */
const BARRED_WEIGHT = 1.5 * SUSPECTED;
/** Two unsuspected callers, or one that is suspected. */
const TOLD_FROM = 1.8;
const TOLD_GROWTH = 1.25;

interface Range {
  callers: Map<string, Caller>;
  /** The weight of all callers when others were last told of it. */
  told: number;
  /** Callers that are out of the window: what is usual. */
  before: number;
  since: number;
  /** The newest `at` of its calls. */
  clock: number;
}

/** Weighs callers of ranges across subscribers: repeats and their order make no difference. */
export class RangeStage {
  /** What people are asked to decide on. */
  readonly cases: DestinationCases;
  readonly #ranges = new Map<string, Range>();

  /** @param options who is told of destination cases; default: nobody */
  constructor(options?: CaseOptions) {
    this.cases = new DestinationCases(options);
  }

  /** Takes a call in; the heat where that changed it. */
  observe(call: RangeCall): Heat | undefined {
    const range = this.#rangeOf(call);
    const known = range.callers.get(call.subscriber);
    this.#forget(range, call.at);
    const isKnown = range.callers.has(call.subscriber);
    range.callers.set(call.subscriber, callerAfter(known, isKnown, call));
    range.clock = Math.max(range.clock, call.at);
    this.cases.look(call.key, {
      callers: range.callers,
      clock: range.clock,
      number: call.number,
      expectedADay: expectedADay(range, range.clock),
    });
    let weight = 0;
    for (const caller of range.callers.values()) weight += weightOf(caller);
    // Each news has its callers judged again: a few percent more are none.
    if (weight < TOLD_FROM || (weight < range.told * TOLD_GROWTH && weight > range.told / 2))
      return undefined;
    range.told = weight;
    return this.#heatOf(call.key, range, call.at);
  }

  #heatOf(key: string, range: Range, now: number): Heat {
    const expected = expectedADay(range, now) * (FADES_MS / DAY_MS);
    const hotlines = hotlinesOf(range.callers.values());
    const callers = [...range.callers]
      .filter(([, { number }]) => !hotlines.includes(number))
      .map(([subscriber, caller]) => ({ subscriber, at: caller.at, weight: weightOf(caller) }))
      .sort((a, b) => b.weight - a.weight || b.at - a.at)
      .slice(0, MOST_NAMED);
    return { key, at: now, callers, expected, hotlines };
  }

  #rangeOf({ key, at }: RangeCall): Range {
    let range = this.#ranges.get(key);
    if (range === undefined) {
      range = { callers: new Map(), told: 0, before: 0, since: at, clock: at };
      this.#ranges.set(key, range);
    }
    return range;
  }

  #forget(range: Range, now: number): void {
    for (const [subscriber, caller] of range.callers) {
      if (counts(caller, now)) continue;
      range.callers.delete(subscriber);
      if (!isBarred(caller)) range.before++;
    }
  }
}

function callerAfter(known: Caller | undefined, isKnown: boolean, call: RangeCall): Caller {
  const { at, number, range = '', suspicion, novel } = call;
  if (known === undefined) return { since: at, at, number, range, suspicion, novel };
  const newest = at >= known.at ? { at, number, range } : known;
  return {
    since: isKnown ? Math.min(known.since, at) : at,
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

/** The heat of ranges as a detector knows it. */
export class HeatTable {
  readonly #heats = new Map<string, Heat>();

  take(heat: Heat): void {
    this.#heats.set(heat.key, heat);
  }

  /** How surprising it is what others did there of late: 0 or more. */
  of(key: string, subscriber: string, number: number, t: number): number {
    const heat = this.#heats.get(key);
    if (heat === undefined || heat.hotlines.includes(number)) return 0;
    let weight = 0;
    for (const caller of heat.callers) {
      if (caller.subscriber === subscriber) continue;
      const fades = caller.weight >= BARRED_WEIGHT ? BARRED_WINDOW_MS / 2 : FADES_MS;
      weight += caller.weight * Math.exp(-Math.abs(t - caller.at) / fades);
    }
    return surprise(weight, heat.expected);
  }
}
