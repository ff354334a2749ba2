import type { ActualBars } from '@sekisho/enforcer';
import type { Hold, Restriction, Verdict, VerdictAnswer } from '@sekisho/ledger';
import type { CaseOperations } from './case-operations.ts';
import type { DestinationOperations } from './destination-operations.ts';

/** What a person asks for, and what is kept with it. */
interface PersonRequest {
  by: string;
  /** In the person's words. */
  reason: string;
}

interface RestrictionRequest extends PersonRequest {
  restrictionId: string;
}

interface BarRequest extends PersonRequest {
  alertId: string;
  /** At most a day. */
  forMs: number;
}

interface HoldRequest extends PersonRequest {
  /** `*` stands for all. */
  service: string;
}

interface LockRequest extends PersonRequest {
  service: string;
  subscriber: string;
}

interface VerdictRequest extends PersonRequest {
  alertId: string;
  verdict: VerdictAnswer;
}

/** Answers that count: the newest of each alert, or all that were ever given. */
type VerdictsOf = 'newest' | 'all';

/** An alert that a person has judged to be fraud or not. Times are epoch ms. */
export interface JudgedAlert {
  alertId: string;
  verdict: 'ours' | 'not-ours';
  subscriber: string;
  /** When its first call began. */
  firstAt: number;
  /** When it last fired, or the last of its calls abroad ended, whichever was later. */
  lastAt: number;
  calls: number;
}

export interface JudgedAlerts {
  /** In the order of their verdicts. */
  alerts: JudgedAlert[];
  /** How many have a verdict and are not in the store: it keeps alerts for 1,100 days. */
  lacking: number;
}

/** How an installation stands. Times are epoch ms. */
export interface Status {
  /** The process that works on it; `null` where none does. */
  process: ProcessStatus | null;
  records: {
    /** Rows of the store, a record that came twice perhaps twice until they are merged. */
    stored: number;
    /** Taken in, and not yet detected. */
    waiting: number;
    /** Of the newest record; `null` in an empty store. */
    newestAt: number | null;
  };
  alerts: { open: number; openedInADay: number };
  /** By state; those that are over since a day at most. */
  restrictions: Readonly<Record<string, number>>;
  holds: readonly Hold[];
  /** What keeps the ledger from telling restrictions and holds. */
  ledgerProblem: string | null;
}

export interface ProcessStatus {
  pid: number;
  startedAt: number;
  /** Services whose lines are barred; `*` stands for all. */
  enforced: readonly string[];
  target: string;
  rules: string;
  /** Of the rules that are tried beside them; `null` where none are. */
  candidateRules: string | null;
  /** What keeps it from its work, in words. */
  problems: Readonly<Record<string, string>>;
}

/** Which restrictions: those that bar or wait for a person, or also shadows and those of the last day. */
type BarsOf = 'live' | 'all';

/** What can be asked of an installation, whether a process works on it or not. */
export interface Operations extends CaseOperations, DestinationOperations {
  status(): Promise<Status>;
  bars(of: BarsOf): Promise<Restriction[]>;
  /** What the switch says of live restrictions, and of what the ledger does not know. */
  actual(): Promise<ActualBars>;
  /** @throws LedgerError `unknown-restriction`, `conflict` */
  release(request: RestrictionRequest): Promise<Restriction>;
  /** @throws LedgerError `unknown-restriction`, `conflict` */
  approve(request: RestrictionRequest): Promise<Restriction>;
  /** Bars the line of an alert for a time. @throws LedgerError `unknown-alert`, `conflict` */
  bar(request: BarRequest): Promise<Restriction>;
  /** At the customer's request. @throws LedgerError `conflict` where one stands */
  lock(request: LockRequest): Promise<Restriction>;
  hold(request: HoldRequest): Promise<Hold>;
  /** @throws LedgerError `conflict` where nothing is on hold */
  resume(request: HoldRequest): Promise<Hold>;
  /** @throws LedgerError `unknown-alert` where the store can be asked and has no such alert */
  verdict(request: VerdictRequest): Promise<Verdict>;
  /** The newest first. */
  verdicts(of: VerdictsOf): Promise<Verdict[]>;
  judgedAlerts(): Promise<JudgedAlerts>;
}
