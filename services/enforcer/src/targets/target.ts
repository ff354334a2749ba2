/** What is to be barred at the switch. */
interface Barring {
  /** Names the entry on the switch, for good: the restriction's id. */
  key: string;
  service: string;
  subscriber: string;
  scope: string;
  /** Epoch ms. */
  until: number;
}

export interface ApplyRequest extends Barring {
  /** Numbers, prefixes (`+…`) and references (`ref:…`) that stay reachable, where `can.allow`. */
  allow?: readonly string[];
  /** Bar all but the usual, where `can.allBut`. */
  allBut?: 'usual';
  /** Also end the calls abroad that are up, where `can.teardown`. */
  teardown?: boolean;
  /** The same in every try of one decision: a repeat must do nothing. */
  idempotencyKey: string;
  /** Grows with every new worker on the subscriber; the switch may refuse a smaller one. */
  fence: number;
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

/** What no line of a service may call. The switch has one entry for a service and prefix. */
interface DestinationRequest {
  /** Names the restriction that counts; another may take its place. */
  key: string;
  service: string;
  /** Digits from the country code on. */
  prefix: string;
  /** Epoch ms. */
  until: number;
  /** Subscribers who may call there all the same. */
  exceptions: readonly string[];
  idempotencyKey: string;
  fence: number;
}

interface DestinationRelease
  extends Pick<DestinationRequest, 'service' | 'prefix' | 'idempotencyKey' | 'fence'> {
  priorState: unknown;
}

/** A switch that can restrict destinations. All calls may be repeated, and throw `TargetError`. */
export interface DestinationTarget {
  /** Restricts one, or changes end and exceptions of what is there. */
  apply(request: DestinationRequest): Promise<Held>;
  readBack(service: string, prefix: string): Promise<Held | undefined>;
  /** Done too when there is no such entry. */
  release(request: DestinationRelease): Promise<void>;
}

/** Where barring takes effect. All calls may be repeated, and throw `TargetError`. */
export interface Target {
  readonly name: string;
  readonly can: {
    /** The switch drops an entry at its end without being told. */
    readonly expireByItself: boolean;
    readonly readBack: boolean;
    readonly list: boolean;
    /** Absent: it cannot. */
    readonly allow?: boolean;
    readonly allBut?: boolean;
    readonly teardown?: boolean;
  };
  /** Bars, or moves the end of an entry that is there. */
  apply(request: ApplyRequest): Promise<Held>;
  readBack(key: string): Promise<Held | undefined>;
  /** Done too when there is no such entry. */
  release(request: ReleaseRequest): Promise<void>;
  list(): Promise<{ key: string; until: number }[]>;
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
