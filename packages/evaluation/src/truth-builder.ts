import type { AttackLabel, LegEvent } from './leg-event.ts';
import type { AttackLeg, DestinationCall, LawfulCase, Truth, Victim } from './truth.ts';

interface Part {
  subscriber: string;
  label: AttackLabel;
  firstAt: number;
  lastAt: number;
  legs: Map<string, AttackLeg>;
}

/** Collects what is true of a run while its records go by. */
export class TruthBuilder {
  readonly #parts = new Map<string, Part>();
  readonly #kinds = new Map<string, string>();
  readonly #destinations = new Map<string, DestinationCall[]>();
  readonly #isDeceiving: (shape: string) => boolean;

  /** @param isDeceiving whether the victims of a shape place its calls themselves */
  constructor(isDeceiving: (shape: string) => boolean) {
    this.#isDeceiving = isDeceiving;
  }

  /** Names a subscriber of the run; the kind it is named with first stays. */
  addSubscriber(subscriber: string, kind: string | undefined): void {
    if (!this.#kinds.has(subscriber)) this.#kinds.set(subscriber, kind ?? 'unknown');
  }

  /** Takes in that an attack touched a subscriber, by a leg of any kind or by its label. */
  touch(subscriber: string, label: AttackLabel, firstAt: number, lastAt: number): void {
    const part = this.#partOf(subscriber, label);
    part.firstAt = Math.min(part.firstAt, firstAt);
    part.lastAt = Math.max(part.lastAt, lastAt);
  }

  /** Takes in an event of an international leg; of a lawful one it keeps where it led alone. */
  take(event: LegEvent): void {
    this.#noteDestinations(event);
    const { subscriber, leg, label, at, startedAt, endedAt = at, costMilliYen } = event;
    if (label === null) return;
    this.touch(subscriber, label, startedAt, endedAt);
    const { legs } = this.#partOf(subscriber, label);
    const known = legs.get(leg);
    if (known === undefined) {
      legs.set(leg, { startedAt, endedAt, costMilliYen });
      return;
    }
    known.endedAt = Math.max(known.endedAt, endedAt);
    known.costMilliYen = Math.max(known.costMilliYen, costMilliYen);
  }

  #noteDestinations({ range, country, subscriber, startedAt, at, label }: LegEvent): void {
    if (country === undefined) return;
    const attack = label?.attack ?? null;
    const isDeceived = label !== null && this.#isDeceiving(label.shape);
    const call = { subscriber, startedAt, at, country, attack, isDeceived };
    if (range !== undefined) this.#callsOf(range).push({ ...call, isRange: true });
    this.#callsOf(country).push({ ...call, isRange: false });
  }

  #callsOf(key: string): DestinationCall[] {
    const known = this.#destinations.get(key) ?? [];
    this.#destinations.set(key, known);
    return known;
  }

  finish(rest: { cases: readonly LawfulCase[]; days: number }): Truth {
    const victims = [...this.#parts.values()].map((part) => this.#victimOf(part));
    for (const { subscriber } of victims) this.addSubscriber(subscriber, undefined);
    return { victims, kinds: this.#kinds, destinations: this.#destinations, ...rest };
  }

  #partOf(subscriber: string, label: AttackLabel): Part {
    const key = JSON.stringify([subscriber, label.attack]);
    const known = this.#parts.get(key);
    if (known !== undefined) return known;
    const part = {
      subscriber,
      label,
      firstAt: Number.POSITIVE_INFINITY,
      lastAt: Number.NEGATIVE_INFINITY,
      legs: new Map<string, AttackLeg>(),
    };
    this.#parts.set(key, part);
    return part;
  }

  #victimOf({ subscriber, label, firstAt, lastAt, legs }: Part): Victim {
    const { attack, shape } = label;
    return {
      subscriber,
      attack,
      shape,
      firstAt,
      lastAt,
      isDeceived: this.#isDeceiving(shape),
      legs: [...legs.values()].sort((a, b) => a.startedAt - b.startedAt),
    };
  }
}
