/** One international leg of an attack. Times are epoch ms, money is thousandths of a yen. */
export interface AttackLeg {
  startedAt: number;
  endedAt: number;
  costMilliYen: number;
}

/** One subscriber's part in one attack. */
export interface Victim {
  subscriber: string;
  attack: string;
  shape: string;
  /** From the start of its first leg to the end of its last, legs of any kind. */
  firstAt: number;
  lastAt: number;
  /** Whether its own people place the calls, deceived: scored apart, and no part of recall. */
  isDeceived: boolean;
  /** Its outbound international legs, by their start; they alone cost. */
  legs: readonly AttackLeg[];
}

/** A time in which a subscriber lawfully did what looks like an attack. */
export interface LawfulCase {
  subscriber: string;
  case: string;
  firstAt: number;
  lastAt: number;
}

/** An outbound international leg as one event of it shows it, as a destination sees it. */
export interface DestinationCall {
  subscriber: string;
  /** Epoch ms, of its start and of the event. */
  startedAt: number;
  at: number;
  country: string;
  /** Whether the destination is a range of the country. */
  isRange: boolean;
  /** `null` of a lawful leg. */
  attack: string | null;
  isDeceived: boolean;
}

/** What is true of one run of labelled traffic. */
export interface Truth {
  victims: readonly Victim[];
  cases: readonly LawfulCase[];
  /** The kind of each subscriber, `unknown` where no directory tells. */
  kinds: ReadonlyMap<string, string>;
  /** Who called each range and country. */
  destinations: ReadonlyMap<string, readonly DestinationCall[]>;
  /** How long each subscriber was watched. */
  days: number;
}
