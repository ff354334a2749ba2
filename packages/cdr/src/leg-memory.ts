import type { RawRecord } from './raw-record.ts';

/** Legs that are up are few; above this many, those whose stop was lost are let go. */
const MOST_UP = 100_000;
/** For what comes again, or late, of a leg that has ended. */
const MOST_ENDED = 10_000;

/** What the first records of a leg tell and its last ones leave out. Times are epoch ms. */
export interface RememberedLeg {
  subscriber?: string | undefined;
  line?: string | undefined;
  calling?: string | undefined;
  called?: string | undefined;
  startedAt?: number | undefined;
  answeredAt?: number | undefined;
  correlationId?: string | undefined;
  sourceIp?: string | undefined;
  userAgent?: string | undefined;
  /** Of a stop that came before anything else of its leg. */
  earlyEndedAt?: number | undefined;
}

/**
 * The legs of feeds that tell in several records what one record needs: whose call it is stands
 * in the first one alone. Shared by the files of a feed, since a call may begin in one and end in
 * another. It is memory only: after a restart a leg that was up is unknown.
 */
export class LegMemory {
  readonly #up = new Map<string, RememberedLeg>();
  readonly #ended = new Map<string, RememberedLeg>();
  readonly #mostUp: number;
  readonly #mostEnded: number;

  constructor(mostUp = MOST_UP, mostEnded = MOST_ENDED) {
    this.#mostUp = mostUp;
    this.#mostEnded = mostEnded;
  }

  of(source: string, callId: string): RememberedLeg | undefined {
    const name = nameOf(source, callId);
    return this.#up.get(name) ?? this.#ended.get(name);
  }

  /** A leg that is up and was answered. */
  inTalk(source: string, callId: string): RememberedLeg | undefined {
    const leg = this.#up.get(nameOf(source, callId));
    return leg?.answeredAt === undefined ? undefined : leg;
  }

  /** Takes in what a leg that goes on has told. */
  keep(source: string, callId: string, leg: RememberedLeg): void {
    const name = nameOf(source, callId);
    this.#ended.delete(name);
    put(this.#up, name, leg, this.#mostUp);
  }

  /** Takes in that a leg is over. It is known for a while yet. */
  end(source: string, callId: string, leg: RememberedLeg): void {
    const name = nameOf(source, callId);
    this.#up.delete(name);
    put(this.#ended, name, leg, this.#mostEnded);
  }
}

function put(legs: Map<string, RememberedLeg>, name: string, leg: RememberedLeg, most: number) {
  legs.delete(name);
  if (legs.size === most) {
    const [oldest] = legs.keys();
    if (oldest !== undefined) legs.delete(oldest);
  }
  legs.set(name, leg);
}

function nameOf(source: string, callId: string): string {
  return `${source} ${callId}`;
}

const INHERITED = [
  'subscriber',
  'line',
  'calling',
  'called',
  'startedAt',
  'answeredAt',
  'correlationId',
  'sourceIp',
  'userAgent',
] as const;

/** Puts what the leg has told where the record is silent. */
export function inheritFrom(leg: RememberedLeg, raw: RawRecord): void {
  for (const field of INHERITED) raw[field] ??= leg[field];
}
