import { hash } from 'node:crypto';
import { type Cdr, resolveTimes } from '@sekisho/cdr';
import type { Directory } from './directory.ts';

/** Legs that are up are few; above this many, those whose stop was lost are let go. */
const MOST_LEGS = 100_000;

/** Characters that a subscriber may have. */
const LONGEST_SUBSCRIBER = 64;
/** What `line:`, a `~` and 16 digits of a hash leave of them. */
const LONGEST_STEM = 42;

export interface OwnersParts {
  directory: Directory;
  /** The full number of a line that is one: lines are known in both forms. */
  e164Of(line: string): string | null;
  /** Told of each record that is taken, so that unknown lines can be listed and their share known. */
  onTaken?: (cdr: Cdr, owner: Owner) => void;
}

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
  readonly #e164Of: OwnersParts['e164Of'];
  readonly #onTaken: OwnersParts['onTaken'];
  readonly #ofLegs = new Map<string, Owner>();

  /** @param parts its directory may be a live one: legs that are up stay with who they began with */
  constructor({ directory, e164Of, onTaken }: OwnersParts) {
    this.#directory = directory;
    this.#e164Of = e164Of;
    this.#onTaken = onTaken;
  }

  of(cdr: Cdr): Owner {
    if (cdr.subscriber !== undefined) return { subscriber: cdr.subscriber, isKnown: true };
    return this.#ofLegs.get(nameOf(cdr)) ?? this.#holderOf(cdr);
  }

  /** Keeps the owner of a leg that goes on. */
  follow(cdr: Cdr, owner: Owner): void {
    this.#onTaken?.(cdr, owner);
    if (cdr.subscriber !== undefined) return;
    const name = nameOf(cdr);
    this.#ofLegs.delete(name);
    if (cdr.event === 'stop') return;
    if (this.#ofLegs.size === MOST_LEGS) this.#forgetOldest();
    this.#ofLegs.set(name, owner);
  }

  // Who forwards pays: he is the line's holder, or where a switch puts the caller there the diverting
  // number's. A line that is known stands first, since it names the subscriber by definition.
  #holderOf(cdr: Cdr): Owner {
    const { line = '', legKind = 'originated', divertedFrom } = cdr;
    const at = resolveTimes(cdr, undefined).startedAt;
    const diverting = legKind === 'originated' ? '' : (divertedFrom ?? '');
    const holder = this.#lookUp(line, at) ?? this.#lookUp(diverting, at);
    return { subscriber: holder?.subscriber ?? unnamed(line), isKnown: holder !== undefined };
  }

  /** A line is known as it is written, or by its full number. */
  #lookUp(line: string, at: number) {
    if (this.#directory.size === 0) return undefined;
    return (
      this.#directory.holding(line, at) ?? this.#directory.holding(this.#e164Of(line) ?? line, at)
    );
  }

  #forgetOldest(): void {
    const [oldest] = this.#ofLegs.keys();
    if (oldest !== undefined) this.#ofLegs.delete(oldest);
  }
}

function nameOf({ line, source, callId }: Cdr): string {
  // Each may hold any character: nothing else would tell where one ends.
  return JSON.stringify([line, source, callId]);
}

/** The line itself stands in for its subscriber. */
function unnamed(line: string): string {
  const name = `line:${line}`;
  // A line has no longest length, a subscriber has: what is cut off still tells lines apart.
  if (name.length <= LONGEST_SUBSCRIBER) return name;
  const stem = line.slice(0, LONGEST_STEM).toWellFormed();
  return `line:${stem}~${hash('sha256', line, 'hex').slice(0, 16)}`;
}
