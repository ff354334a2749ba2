import { LedgerError } from './errors.ts';
import type { Ledger } from './ledger.ts';

/** Mutes notices to the NOC about a service or one of its subscribers. Times are epoch ms. */
export interface Silence {
  silenceId: number;
  /** `*` stands for all. */
  service: string;
  /** `''` stands for all. */
  subscriber: string;
  by: string;
  reason: string;
  since: number;
  until: number;
}

export const LONGEST_SILENCE_MS = 86_400_000;

export async function beginSilence(
  ledger: Ledger,
  request: Omit<Silence, 'silenceId' | 'since'> & { now: number },
): Promise<Silence> {
  const { service, subscriber, by, reason, until, now } = request;
  if (until <= now || until - now > LONGEST_SILENCE_MS) {
    throw new LedgerError(
      'conflict',
      'a silence lasts for 24 hours at most, and ends later than now',
    );
  }
  const [begun] = await ledger.run<Silence>(
    `insert into silence (service, subscriber, by, reason, since, until)
      values ($1, $2, $3, $4, $5, $6)
      returning silence_id, service, subscriber, by, reason, since, until`,
    [service, subscriber, by, reason, new Date(now), new Date(until)],
  );
  return begun!;
}

interface SilenceEnd {
  silenceId: number;
  by: string;
  /** In the person's words, where there are any. */
  reason?: string | undefined;
  /** Epoch ms. */
  now: number;
}

/** @throws LedgerError `conflict` where it has ended */
export async function endSilence(
  ledger: Ledger,
  { silenceId, by, reason = '', now }: SilenceEnd,
): Promise<Silence> {
  const [ended] = await ledger.run<Silence>(
    `update silence set until = $2, ended_by = $3, ended_reason = $4
      where silence_id = $1 and until > $2 and since < $2
      returning silence_id, service, subscriber, by, reason, since, until`,
    [silenceId, new Date(now), by, reason],
  );
  if (ended !== undefined) return ended;
  throw new LedgerError('conflict', `silence ${silenceId} is not in force`);
}

/** Those in force, the one that ends next first. */
export function openSilences(ledger: Ledger, now: number): Promise<Silence[]> {
  return ledger.run<Silence>(
    `select silence_id, service, subscriber, by, reason, since, until from silence
      where until > $1 order by until, silence_id`,
    [new Date(now)],
  );
}
