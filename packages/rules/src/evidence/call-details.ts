/** Where a call came from, as far as the provider sees it; 0 or `undefined` where it does not. */
export interface CallSource {
  /** Hash of the network of the address: its first half, since addresses of a line change. */
  network: number;
  /** ISO 3166 alpha-2 of the address. */
  country: string | undefined;
  /** Hash of the family of the user agent, without its version. */
  agent: number;
}

/** What evidence asks of an international call beyond what windows count. */
export interface CallDetails {
  /** Hash of the called number, 52 bits. */
  number: number;
  /** Hash of the number without its last two digits. */
  block: number;
  /** Leading digits of the number: what neighbours have in common. */
  range: string;
  /** How it was dialled, e.g. `010`, `+`, `carrier:0033`; `''` where that is not known. */
  form: string;
  /** Whether no number of its country has so many digits. */
  isOddLength: boolean;
  isForwarded: boolean;
  line: string;
  source: CallSource;
}

/** Legs of one source within an hour that rules do not count, as far as a store tells of them. */
export interface ActivityCount {
  legs: number;
  /** Epoch ms, when the first and the last of them began. */
  firstAt: number;
  lastAt: number;
  source: CallSource;
}

/** A leg that rules do not count and that tells what is usual: domestic, inbound, unanswered too. */
export interface Activity {
  /** Unique per leg within a subscriber. */
  callKey: number;
  /** True when an earlier record of the same leg was accepted. */
  isFurther: boolean;
  isInbound: boolean;
  startedAt: number;
  /** `undefined` while it is up. */
  endedAt: number | undefined;
  line: string;
  source: CallSource;
  /** The country that a number which leads nowhere may have been meant for. */
  candidate: string | undefined;
}
