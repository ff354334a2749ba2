import { EntryIndex } from './entry-index.ts';
import { type Caller, leavesAt } from './range-caller.ts';
import { textHash } from './text-hash.ts';

const NONE = -1;
const GROWTH = 1.125;
const LEAST = 64;

// Doubles of an entry.
const FIGURES = 5;
const SINCE = 0;
const AT = 1;
const NUMBER = 2;
const SUSPICION = 3;
const NOVEL = 4;

// Whole numbers of an entry: its hash, its range, its neighbours among that range's callers in the
// order in which they came, and in the order of their newest calls.
const LINKS = 6;
const HASH = 0;
const RANGE = 1;
const BEFORE = 2;
const AFTER = 3;
const OLDER = 4;
const NEWER = 5;

/** The callers of one range: where their two lists begin and end. */
export interface CallerList {
  size: number;
  first: number;
  last: number;
  oldest: number;
  newest: number;
}

/**
 * All callers of all ranges, in flat arrays: a map and an object for each caller were half of the
 * memory that a subscriber took. A range's callers are two lists through the table: as they came,
 * and as they called last, since those who called longest ago are the first to be forgotten.
 */
export class CallerTable {
  #figures = new Float64Array(LEAST * FIGURES);
  #links = new Int32Array(LEAST * LINKS);
  readonly #subscribers: string[] = [];
  /** The range that was called last, of callers of a country. */
  readonly #ranges: string[] = [];
  readonly #index = new EntryIndex((entry) => this.#links[entry * LINKS + HASH]! >>> 0);
  /** Entries that are free again. */
  readonly #free: number[] = [];

  /** The entry of a subscriber among the callers of a range, or -1. */
  find(range: number, subscriber: string): number {
    return this.#index.find(
      hashOf(range, subscriber),
      (entry) =>
        this.#links[entry * LINKS + RANGE] === range && this.#subscribers[entry] === subscriber,
    );
  }

  subscriber(entry: number): string {
    return this.#subscribers[entry]!;
  }

  caller(entry: number): Caller {
    const figures = this.#figures;
    const from = entry * FIGURES;
    return {
      since: figures[from + SINCE]!,
      at: figures[from + AT]!,
      number: figures[from + NUMBER]!,
      range: this.#ranges[entry]!,
      suspicion: figures[from + SUSPICION]!,
      novel: figures[from + NOVEL]!,
    };
  }

  /** The caller that came next to the same range, or -1. */
  after(entry: number): number {
    return this.#links[entry * LINKS + AFTER]!;
  }

  /** Sets what is known of a caller of a range. */
  set(list: CallerList, range: number, subscriber: string, caller: Caller): void {
    const known = this.find(range, subscriber);
    const entry = known < 0 ? this.#append(list, range, subscriber) : known;
    if (known >= 0) this.#unlink(list, entry, OLDER, NEWER);
    this.#write(entry, caller);
    this.#linkByTime(list, entry, caller.at);
  }

  /**
   * Forgets the callers of a range who count no more at `now`, and calls `visit` with each. Whoever
   * called last is the last to leave, but for the barred, who stay for longer.
   */
  forget(list: CallerList, now: number, windowMs: number, visit: (caller: Caller) => void): void {
    let entry = list.oldest;
    while (entry !== NONE && this.#figures[entry * FIGURES + AT]! + windowMs <= now) {
      const newer = this.#links[entry * LINKS + NEWER]!;
      const caller = this.caller(entry);
      if (leavesAt(caller) <= now) {
        this.#remove(list, entry);
        visit(caller);
      }
      entry = newer;
    }
  }

  /** Forgets all callers of a range. */
  clear(list: CallerList): void {
    while (list.first !== NONE) this.#remove(list, list.first);
  }

  #write(entry: number, { since, at, number, range, suspicion, novel }: Caller): void {
    const figures = this.#figures;
    const from = entry * FIGURES;
    figures[from + SINCE] = since;
    figures[from + AT] = at;
    figures[from + NUMBER] = number;
    figures[from + SUSPICION] = suspicion;
    figures[from + NOVEL] = novel;
    this.#ranges[entry] = range;
  }

  #append(list: CallerList, range: number, subscriber: string): number {
    const entry = this.#free.pop() ?? this.#subscribers.length;
    this.#makeRoom(entry);
    this.#subscribers[entry] = subscriber;
    const links = this.#links;
    const from = entry * LINKS;
    links[from + HASH] = hashOf(range, subscriber);
    links[from + RANGE] = range;
    links[from + BEFORE] = list.last;
    links[from + AFTER] = NONE;
    if (list.last === NONE) list.first = entry;
    else links[list.last * LINKS + AFTER] = entry;
    list.last = entry;
    list.size++;
    this.#index.add(entry);
    return entry;
  }

  #remove(list: CallerList, entry: number): void {
    this.#index.remove(entry);
    this.#unlink(list, entry, OLDER, NEWER);
    this.#unlink(list, entry, BEFORE, AFTER);
    list.size--;
    this.#subscribers[entry] = '';
    this.#ranges[entry] = '';
    this.#free.push(entry);
  }

  // Calls come nearly in order: the place is at the end, or close to it.
  #linkByTime(list: CallerList, entry: number, at: number): void {
    const links = this.#links;
    let older = list.newest;
    while (older !== NONE && this.#figures[older * FIGURES + AT]! > at)
      older = links[older * LINKS + OLDER]!;
    const newer = older === NONE ? list.oldest : links[older * LINKS + NEWER]!;
    links[entry * LINKS + OLDER] = older;
    links[entry * LINKS + NEWER] = newer;
    if (older === NONE) list.oldest = entry;
    else links[older * LINKS + NEWER] = entry;
    if (newer === NONE) list.newest = entry;
    else links[newer * LINKS + OLDER] = entry;
  }

  #unlink(list: CallerList, entry: number, back: number, forth: number): void {
    const links = this.#links;
    const previous = links[entry * LINKS + back]!;
    const next = links[entry * LINKS + forth]!;
    if (previous !== NONE) links[previous * LINKS + forth] = next;
    else if (forth === AFTER) list.first = next;
    else list.oldest = next;
    if (next !== NONE) links[next * LINKS + back] = previous;
    else if (forth === AFTER) list.last = previous;
    else list.newest = previous;
  }

  #makeRoom(entry: number): void {
    if ((entry + 1) * LINKS <= this.#links.length) return;
    const size = Math.ceil((entry + 1) * GROWTH);
    const figures = new Float64Array(size * FIGURES);
    figures.set(this.#figures);
    this.#figures = figures;
    const links = new Int32Array(size * LINKS);
    links.set(this.#links);
    this.#links = links;
  }
}

function hashOf(range: number, subscriber: string): number {
  const mixed = Math.imul(textHash(subscriber) ^ Math.imul(range + 1, 0x85ebca6b), 0x9e3779b1);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
