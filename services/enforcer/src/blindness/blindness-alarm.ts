import {
  type Blindness,
  BREAKER,
  endBlindness,
  type Ledger,
  noteBlindness,
  openHolds,
} from '@sekisho/ledger';
import type { Log } from '@sekisho/runtime';
import { RESTORE } from '../ledger-guard.ts';
import type { BlindnessWatch } from './blindness-watch.ts';
import { judgeHolds, judgeReadBacks } from './judge-system.ts';

export interface AlarmParts {
  ledger: Ledger;
  watch: Pick<BlindnessWatch, 'findings' | 'hasLooked'>;
  /** When each node was last read back, epoch ms. */
  readBackAt(): ReadonlyMap<string, number>;
  log: Log;
  /** Epoch ms. */
  now(): number;
}

/** While nothing is seen, nothing is known of single sources: none of them is mended. */
const OF_ALL = ['store', 'insert'];

/** What is mended for so long is over: what comes and goes is one alarm. */
const OVER_MS = 10 * 60_000;
/** By then a process that has just started has seen what is wrong. */
const SETTLED_MS = 5 * 60_000;

/**
 * Tells the NOC once of each thing that is not seen any more, or not acted on, and once when it is
 * over. What was told stands in the ledger, so that neither a restart nor another enforcer repeats it.
 */
export function createBlindnessAlarm(parts: AlarmParts): () => Promise<void> {
  const { ledger, watch, log, now } = parts;
  const startedAt = now();
  return async function alarm() {
    const found = await findAll(parts);
    for (const { alarmId, ...begun } of await noteBlindness(ledger, found, now())) {
      log.error({ alarmId, ...begun }, 'blind');
    }
    const isSettled = watch.hasLooked && now() - startedAt > SETTLED_MS;
    if (!isSettled || found.some(({ reason }) => OF_ALL.includes(reason))) return;
    for (const { alarmId, ...ended } of await endBlindness(ledger, now() - OVER_MS, now())) {
      log.warn({ alarmId, ...ended }, 'no longer blind');
    }
  };
}

async function findAll({ ledger, watch, readBackAt, now }: AlarmParts): Promise<Blindness[]> {
  return [
    ...watch.findings(),
    ...judgeReadBacks(readBackAt(), now()),
    ...judgeHolds(await openHolds(ledger), [BREAKER, RESTORE]),
  ];
}
