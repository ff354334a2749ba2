import type { Hold, Restriction } from '@sekisho/ledger';

/** What a person asks for, and what is kept with it. */
interface PersonRequest {
  by: string;
  /** In the person's words. */
  reason: string;
}

interface RestrictionRequest extends PersonRequest {
  restrictionId: string;
}

interface HoldRequest extends PersonRequest {
  /** `*` stands for all. */
  service: string;
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
  /** What keeps it from its work, in words. */
  problems: Readonly<Record<string, string>>;
}

/** Which restrictions: those that bar or wait for a person, or also shadows and those of the last day. */
type BarsOf = 'live' | 'all';

/** What can be asked of an installation, whether a process works on it or not. */
export interface Operations {
  status(): Promise<Status>;
  bars(of: BarsOf): Promise<Restriction[]>;
  /** @throws LedgerError `unknown-restriction`, `conflict` */
  release(request: RestrictionRequest): Promise<Restriction>;
  /** @throws LedgerError `unknown-restriction`, `conflict` */
  approve(request: RestrictionRequest): Promise<Restriction>;
  hold(request: HoldRequest): Promise<Hold>;
  /** @throws LedgerError `conflict` where nothing is on hold */
  resume(request: HoldRequest): Promise<Hold>;
}
