import { type Cdr, resolveTimes } from '@sekisho/cdr';
import type { Directory } from '@sekisho/ledger';
import type { PartyOf } from './parties.ts';

/** Legs that are up are few; above this many, those whose stop was lost are let go. */
const MOST_LEGS = 100_000;

/** Whose record it is, and whether anybody said so. */
export interface Owner {
  subscriber: string;
  isKnown: boolean;
}

/**
 * Finds the subscriber of records that name only a line: who held it when the call began. A leg
 * stays with who it began with, even where its stop does not say when that was.
 */
export class Owners {
  readonly #directory: Directory;
  readonly #partyOf: PartyOf;
  readonly #ofLegs = new Map<string, Owner>();

  constructor(directory: Directory, partyOf: PartyOf) {
    this.#directory = directory;
    this.#partyOf = partyOf;
  }

  of(cdr: Cdr): Owner {
    if (cdr.subscriber !== undefined) return { subscriber: cdr.subscriber, isKnown: true };
    return this.#ofLegs.get(nameOf(cdr)) ?? this.#holderOf(cdr);
  }

  /** Keeps the owner of a leg that goes on. */
  follow(cdr: Cdr, owner: Owner): void {
    if (cdr.subscriber !== undefined) return;
    const name = nameOf(cdr);
    this.#ofLegs.delete(name);
    if (cdr.event === 'stop') return;
    if (this.#ofLegs.size === MOST_LEGS) this.#forgetOldest();
    this.#ofLegs.set(name, owner);
  }

  /** A line is known as it is written, or by its full number. */
  #holderOf(cdr: Cdr): Owner {
    const line = cdr.line ?? '';
    const at = resolveTimes(cdr, undefined).startedAt;
    const holder = this.#directory.size === 0 ? undefined : this.#lookUp(line, at);
    return { subscriber: holder?.subscriber ?? `line:${line}`, isKnown: holder !== undefined };
  }

  #lookUp(line: string, at: number) {
    const { e164 } = this.#partyOf(line).understood;
    return this.#directory.holding(line, at) ?? this.#directory.holding(e164 ?? line, at);
  }

  #forgetOldest(): void {
    const [oldest] = this.#ofLegs.keys();
    if (oldest !== undefined) this.#ofLegs.delete(oldest);
  }
}

function nameOf({ line, source, callId }: Cdr): string {
  return `${line} ${source} ${callId}`;
}
