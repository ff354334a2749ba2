import { textHash } from './text-hash.ts';

/** What is known before any record: shares of the subscribers who call abroad, by country. */
export type CountryShares = Readonly<Record<string, number>>;

/** What the shares weigh beside subscribers that were seen. */
const PRIOR_SUBSCRIBERS = 150;
/** A country that the shares do not name. */
const UNNAMED_SHARE = 0.003;
/** A share of so much, or more, is no rarity; one ten-thousandth is the greatest. */
const COMMON = 0.12;
const RAREST = 0.0008;

const PRIOR_CALLS = 20;
const PRIOR_TALK_MS = 240_000;
const LONGEST_TALK_MS = 3_600_000;

/** What calls abroad of all subscribers of a process are like: the measure of what is rare. */
export class Population {
  #shares = new Map<number, number>();
  readonly #callers = new Map<number, number>();
  readonly #talk = new Map<number, { calls: number; talkMs: number }>();
  #subscribers = 0;

  set shares(shares: CountryShares) {
    const entries = Object.entries(shares);
    this.#shares = new Map(entries.map(([country, share]) => [textHash(country), share]));
  }

  /** A subscriber called its first country abroad. */
  addSubscriber(): void {
    this.#subscribers++;
  }

  /** A subscriber called a country for the first time, `by` -1 where that proved to be an attack. */
  addCaller(country: number, by = 1): void {
    this.#callers.set(country, Math.max(0, (this.#callers.get(country) ?? 0) + by));
  }

  /** How rare a country is among those who call abroad: 0 for the usual ones, up to 1. */
  rarity(country: number): number {
    const prior = this.#shares.get(country) ?? UNNAMED_SHARE;
    const callers = this.#callers.get(country) ?? 0;
    const share = (prior * PRIOR_SUBSCRIBERS + callers) / (PRIOR_SUBSCRIBERS + this.#subscribers);
    const rarity = Math.log(COMMON / Math.max(share, RAREST)) / Math.log(COMMON / RAREST);
    return Math.min(1, Math.max(0, rarity));
  }

  /** Takes in how long an answered call to a country was. */
  addTalk(country: number, talkMs: number): void {
    const talk = this.#talk.get(country) ?? { calls: 0, talkMs: 0 };
    talk.calls++;
    talk.talkMs += Math.min(talkMs, LONGEST_TALK_MS);
    this.#talk.set(country, talk);
  }

  /** How much longer a call to a country usually goes on, in ms: holding times hardly age. */
  residualTalkMs(country: number): number {
    const { calls, talkMs } = this.#talk.get(country) ?? { calls: 0, talkMs: 0 };
    return (talkMs + PRIOR_CALLS * PRIOR_TALK_MS) / (calls + PRIOR_CALLS);
  }
}
