import type { LineFollower } from './line-follower.ts';
import type { EndedCall, SwitchNode } from './switch-node.ts';

/** What is to be barred at the switch. */
export interface Barring {
  /** Names the entry on the switch, for good: the restriction's id. */
  key: string;
  service: string;
  subscriber: string;
  scope: string;
  /** Epoch ms. */
  until: number;
  /** What a switch may know the contract by: its own name, and each of its lines and trunks. */
  identities?: readonly string[];
  /** Prefixes that may be called all the same, digits behind the international prefix; `can.allBut`. */
  allowed?: readonly string[];
  /** Of a destination: subscribers who may call there all the same, unless they are barred. */
  exceptions?: readonly string[];
}

/** What a target can; callers do without what it cannot. */
export interface Capabilities {
  /** The switch drops an entry at its end without being told. */
  readonly expireByItself: boolean;
  readonly readBack: boolean;
  readonly list: boolean;
  /** Ends calls that are up. */
  readonly teardown: boolean;
  /** Closes a destination for the whole service. */
  readonly destination: boolean;
  /** Refuses calls that a line sends on, too. */
  readonly forwarding: boolean;
  /** Leaves open what is allowed by name. */
  readonly allBut: boolean;
}

export interface ApplyRequest extends Barring {
  /** Also end the calls abroad that are up, where `can.teardown`. */
  teardown?: boolean;
  /** The same in every try of one decision: a repeat must do nothing. */
  idempotencyKey: string;
  /** Grows with every new worker on the subscriber; the switch may refuse a smaller one. */
  fence: number;
  /** A person decided on it just now: what was lifted by hand is barred again. Default false. */
  again?: boolean;
}

export interface ReleaseRequest extends Barring {
  idempotencyKey: string;
  fence: number;
  /** What was found before the first apply, to be restored. */
  priorState: unknown;
  /** Key of another entry by which the line stays barred: it must not be opened. */
  stillBarredBy?: string;
}

/** What the switch says of an entry that it holds. */
export interface Held {
  until: number;
  /** As it was before the entry was first made; `null` where the switch does not tell. */
  priorState: unknown;
  /** The switch's own name for it. */
  reference: string | null;
}

/** A destination of a service. The switch has one entry for it, whatever restrictions it has. */
export interface DestinationPlace {
  /** The same for a service's prefix, for good. */
  key: string;
  service: string;
  /** Digits from the country code on. */
  prefix: string;
  /** Epoch ms. */
  until: number;
}

interface DestinationRequest extends DestinationPlace {
  /** Subscribers who may call there all the same, unless they are barred. */
  exceptions: readonly string[];
  idempotencyKey: string;
  fence: number;
}

interface DestinationRelease extends DestinationPlace {
  priorState: unknown;
  idempotencyKey: string;
  fence: number;
}

/** A switch that can restrict destinations. All calls may be repeated, and throw `TargetError`. */
export interface DestinationTarget {
  /** Restricts one, or changes end and exceptions of what is there. */
  apply(request: DestinationRequest): Promise<Held>;
  readBack(place: DestinationPlace): Promise<Held | undefined>;
  /** Done too when there is no such entry. */
  release(request: DestinationRelease): Promise<void>;
  /** What keeps it from restricting any for a service, known without asking a switch. Absent: nothing. */
  whyNot?(service: string): string | undefined;
}

/** Where barring takes effect. All calls may be repeated, and throw `TargetError`. */
export interface Target {
  readonly name: string;
  readonly can: Capabilities;
  /** Bars, or moves the end of an entry that is there. */
  apply(request: ApplyRequest): Promise<Held>;
  readBack(barring: Barring): Promise<Held | undefined>;
  /** Done too when there is no such entry. */
  release(request: ReleaseRequest): Promise<void>;
  list(): Promise<{ key: string; until: number }[]>;
  /** Ends international calls that are up, of a line that is barred. */
  endCalls?(barring: Barring): Promise<EndedCall[]>;
  /** What is compared, entry by entry, with what should be there. */
  readonly nodes?: readonly SwitchNode[];
  /** Absent: it keeps no entries by line, and learns of a contract's lines when it is next asked. */
  readonly lines?: LineFollower;
  /** Absent: it cannot restrict destinations. */
  readonly destinations?: DestinationTarget;
  /** Gives up what is under way. */
  close(): void;
}

export type TargetErrorCode = 'unreachable' | 'refused';

/** `unreachable` passes: it is tried again. `refused` does not: a person has to look. */
export class TargetError extends Error {
  readonly code: TargetErrorCode;
  /** How long the switch asked to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: TargetErrorCode,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'TargetError';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}
