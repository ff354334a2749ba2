import type {
  Acknowledgement,
  Case,
  Contact,
  Hold,
  Notice,
  Restriction,
  Verdict,
  VerdictAnswer,
} from '@sekisho/ledger';

/** Who asks for something, and why; both are kept with what is done. */
interface PersonRequest {
  by: string;
  /** In the person's words. */
  reason: string;
}

/** What the switch says that it bars. */
export interface SwitchBars {
  target: string;
  /** Why it cannot say; then `held` tells nothing. */
  problem: string | null;
  /** By restriction id; `until` is epoch ms. */
  held: readonly { key: string; until: number }[];
}

/** How the installation stands. Times are epoch ms. */
export interface ConsoleStatus {
  process: {
    pid: number;
    startedAt: number;
    /** Services whose lines are barred; `*` stands for all. */
    enforced: readonly string[];
    target: string;
    rules: string;
    candidateRules: string | null;
    problems: Readonly<Record<string, string>>;
  } | null;
  records: { stored: number; waiting: number; newestAt: number | null };
  alerts: { open: number; openedInADay: number };
  restrictions: Readonly<Record<string, number>>;
  holds: readonly Hold[];
  ledgerProblem: string | null;
}

/** As much of a case's file as a page shows. */
export interface ConsoleCaseFile {
  found: Case;
  contact: { name: string; phone: string; email: string; customer: string } | null;
  contacts: readonly Contact[];
  notices: readonly Notice[];
}

/**
 * What a person may ask of the installation: the same operations as the commands', each of which
 * asks the enforcer. The console writes no transition.
 */
export interface ConsoleOperations {
  status(): Promise<ConsoleStatus>;
  bars(of: 'live' | 'all'): Promise<Restriction[]>;
  actual(): Promise<SwitchBars>;
  caseFile(caseId: string): Promise<ConsoleCaseFile>;
  bar(request: PersonRequest & { alertId: string; forMs: number }): Promise<Restriction>;
  release(request: PersonRequest & { restrictionId: string }): Promise<Restriction>;
  undo(request: PersonRequest & { restrictionId: string }): Promise<Restriction>;
  acknowledge(request: { subjectId: string; by: string }): Promise<Acknowledgement>;
  verdict(request: PersonRequest & { alertId: string; verdict: VerdictAnswer }): Promise<Verdict>;
}
