import type { Engine } from '@sekisho/clickhouse';
import {
  type BlindAlarm,
  findRestriction,
  type HistoryStep,
  type Ledger,
  openBlindAlarms,
  type Restriction,
  stepsOfAlert,
  undoableUntil,
  type Verdict,
  verdictsOfAlert,
} from '@sekisho/ledger';
import { type AlertEvidence, readEvidence } from './alert-evidence.ts';
import { type CallLine, readCalls, readCallsUp } from './calls.ts';
import { type Episode, type Queue, readEpisode, readQueue } from './episodes.ts';
import { type Past, readPast } from './past.ts';

/** How bars are carried out. */
export interface Mode {
  /** Services whose lines are barred; `*` stands for all. */
  enforced: readonly string[];
  target: string;
}

/** What pages ask; each question fails alone. Times are epoch ms. */
export interface ConsoleReader {
  queue(): Promise<Queue>;
  /** @returns nothing where there is no such alert */
  episode(alertId: string): Promise<Episode | undefined>;
  /** Calls abroad that have not ended, by subscriber. */
  callsUp(subscribers: readonly string[]): Promise<ReadonlyMap<string, number>>;
  evidence(alertId: string): Promise<AlertEvidence>;
  calls(alertId: string): Promise<CallLine[]>;
  past(episode: Episode): Promise<Past>;
  steps(alertId: string): Promise<HistoryStep[]>;
  verdicts(alertId: string): Promise<Verdict[]>;
  /** @returns nothing where there is none */
  restriction(restrictionId: string): Promise<Restriction | undefined>;
  /** Until when what was done last can be taken back; nothing where it cannot. */
  undoableUntil(restriction: Restriction): Promise<number | undefined>;
  /** Of the newest record; `null` where there is none. */
  lastRecordAt(): Promise<number | null>;
  blindness(): Promise<BlindAlarm[]>;
  /** What keeps the process from its work, in words. */
  problems(): Readonly<Record<string, string>>;
  mode(): Mode;
}

export interface ReaderParts {
  engine(): Promise<Engine>;
  ledger: Ledger;
  problems(): Readonly<Record<string, string>>;
  mode(): Mode;
  /** Epoch ms. */
  now(): number;
}

/** Asks the ledger and the store. What shows calls asks masked views alone. */
export function createReader(parts: ReaderParts): ConsoleReader {
  const { engine, ledger, problems, mode, now } = parts;
  return {
    queue: () => readQueue(ledger, now()),
    episode: (alertId) => readEpisode(ledger, alertId, now()),
    callsUp: async (subscribers) =>
      subscribers.length === 0 ? new Map() : readCallsUp(await engine(), subscribers, now()),
    evidence: async (alertId) => readEvidence(await engine(), alertId),
    calls: async (alertId) => readCalls(await engine(), alertId),
    past: (episode) => readPast(ledger, episode, now()),
    steps: (alertId) => stepsOfAlert(ledger, alertId),
    verdicts: (alertId) => verdictsOfAlert(ledger, alertId),
    restriction: (restrictionId) => findRestriction(ledger, restrictionId),
    undoableUntil: (restriction) => undoableUntil(ledger, restriction, now()),
    lastRecordAt: async () => lastRecordAt(await engine()),
    blindness: () => openBlindAlarms(ledger),
    problems,
    mode,
  };
}

async function lastRecordAt(engine: Engine): Promise<number | null> {
  const [row] = await engine.query<{ at: string }>(
    'select toString(toUnixTimestamp(max(ingested_at))) as at from cdr',
  );
  const at = Number(row?.at ?? 0) * 1000;
  return at === 0 ? null : at;
}
