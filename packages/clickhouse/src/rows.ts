import type { CdrEvent, Direction, LegKind } from '@sekisho/cdr';

/*
 * What is written into the tables, a property a column: `started_at` is `startedAt`. Times are
 * epoch milliseconds; a Decimal(18, 3) column is given as integer thousandths and its property ends
 * in `Milli`. `undefined` is written as `''` into a String and as NULL into a Nullable column.
 */

export type CalledKind = 'international' | 'domestic' | 'emergency' | 'short' | 'unknown';
export type CostSource = 'switch' | 'deck' | 'none';
export type AlertSeverity = 'warning' | 'critical';

type Text = string | undefined;
type Time = number | undefined;

/** One event of one call leg, as stored in table `cdr`. */
export interface CdrRow {
  subscriber: string;
  /** Of the leg's first accepted record: all events of a leg carry the same. */
  startedAt: number;
  source: string;
  callId: string;
  event: CdrEvent;
  /** `at` of an interim, else 0. */
  interimAt: number;
  at: number;
  service: string;
  line: Text;
  direction: Direction;
  legKind: LegKind;
  kind: CalledKind;
  iso2: Text;
  /** In English. */
  country: Text;
  prefix: Text;
  risk: readonly string[];
  calledMasked: Text;
  /** Keyed hash, in hex; nothing for a domestic number. */
  calledRef: Text;
  /** In full; only of kind `international` and `unknown`. */
  calledNumber: Text;
  callingMasked: Text;
  callingRef: Text;
  callingNumber: Text;
  divertedFromMasked: Text;
  /** Which key made the hashes. */
  keyId: number;
  answeredAt: Time;
  endedAt: Time;
  /** Talk time in thousandths of a second. */
  durationSecMilli: number;
  /** Thousandths of a yen. */
  costJpyMilli: number;
  costSource: CostSource;
  cause: number | undefined;
  barred: boolean;
  correlationId: Text;
  sourceIp: Text;
  userAgent: Text;
  trunk: Text;
  late: boolean;
  /*
   * What the journal keeps of the record, and `cdr` does not. Each as its property of `JournalRow`.
   */
  calledRange?: Text;
  blockRef?: Text;
  dialForm?: Text;
  oddLength?: boolean;
  sourceCountry?: Text;
  topic: string;
  partition: number;
  offset: number;
  /** Wall clock when it was written; every retention counts from here. */
  ingestedAt: number;
}

/** What rules read of one event: international, unknown and inbound legs, in offset order. */
export interface JournalRow {
  topic: string;
  partition: number;
  offset: number;
  at: number;
  subscriber: string;
  service: string;
  line: Text;
  source: string;
  callId: string;
  event: CdrEvent;
  direction: Direction;
  legKind: LegKind;
  kind: CalledKind;
  iso2: Text;
  countryKey: Text;
  prefix: Text;
  class: Text;
  risk: readonly string[];
  calledRef: Text;
  calledMasked: Text;
  /** Leading digits of the called number: its country code and up to five more. */
  calledRange: Text;
  /** Keyed hash of the called number without its last two digits. */
  blockRef: Text;
  /** How it was dialled. */
  dialForm: Text;
  /** Whether its length is odd for where it leads. */
  oddLength: boolean;
  callingRef: Text;
  startedAt: number;
  answeredAt: Time;
  endedAt: Time;
  talkMs: number;
  costMilliYen: number;
  /** Whether the cost is the switch's own rating. */
  rated: boolean;
  barred: boolean;
  correlationId: Text;
  sourceIp: Text;
  /** Of the address that placed the call, ISO alpha-2. */
  sourceCountry: Text;
  userAgent: Text;
  trunk: Text;
  late: boolean;
  ingestedAt: number;
}

export interface AlertRuleRow {
  rule: string;
  severity: string;
  observed: number;
  threshold: number;
  /** Seconds. */
  window: number;
  /** Offsets of the journal rows that counted, in the topic and partition of the version. */
  calls: readonly number[];
}

export interface AlertEvidenceRow {
  /** Of the finding that it stands behind. */
  rule: string;
  name: string;
  observed: number;
  usual: number;
  /** Of the score. */
  points: number;
}

/**
 * An alert as it stood after one growth step. Steps count up by one from the first, and offsets
 * never fall within a run; a later run over the same records has higher offsets throughout.
 */
export interface AlertVersionRow {
  alertId: string;
  step: number;
  /** Where the record stands that caused the step. */
  topic: string;
  partition: number;
  offset: number;
  at: number;
  subscriber: string;
  service: string;
  openedAt: number;
  lastAt: number;
  /** The oldest instant at which a rule fired. */
  firstAt: number;
  /** Calls begun from then on are counted. */
  since: number;
  /** When the newest call began that a rule fired on. */
  evidenceStartedAt: number;
  closedAt: Time;
  severity: AlertSeverity;
  /** 0–100. */
  score: number;
  rules: readonly AlertRuleRow[];
  /** In the order of the findings. */
  evidence: readonly AlertEvidenceRow[];
  calls: number;
  costJpyMilli: number;
  countries: readonly string[];
  /** Nothing while no restriction was decided. */
  restrictionId: Text;
  restrictedAt: Time;
  restrictedUntil: Time;
  rulesVersion: string;
  ratesVersion: string;
  listsVersion: string;
  dialPlanVersion: string;
  weightsVersion: string;
  /**
   * Of the rules that judged the same records beside those that made the step: the candidate in
   * `alert_version`, those in force in `candidate_version`. Nothing where none did.
   */
  besideVersion?: Text;
  ingestedAt: number;
}

/** What is remembered of one closed day of a subscriber. */
export interface ProfileDayRow {
  topic: string;
  partition: number;
  subscriber: string;
  /** Epoch ms of the day's midnight as a date in UTC, whatever zone the day was counted in. */
  day: number;
  /** Of the record that closed the day: of several rows of a day the one with the highest counts. */
  offset: number;
  /** JSON. */
  profile: string;
  ingestedAt: number;
}

/** A person's answer to an alert. */
export interface VerdictRow {
  alertId: string;
  /** Counts up over all alerts: of an alert's answers the one with the highest counts. */
  verdictId: number;
  verdict: 'ours' | 'not-ours' | 'unsure';
  givenBy: string;
  reason: string;
  givenAt: number;
  ingestedAt: number;
}
