import type { Ledger, Run } from './ledger.ts';
import { lettersId } from './letters-id.ts';
import { queueNotice } from './notice-outbox.ts';

/** Subscribers that began to call one country within an hour of each other. Times are epoch ms. */
export interface Wave {
  waveId: string;
  service: string;
  country: string;
  since: number;
  until: number;
  subscribers: readonly string[];
  caseIds: readonly string[];
  told: number;
}

export type SeenWave = Pick<Wave, 'service' | 'country' | 'since' | 'subscribers' | 'caseIds'>;

const HOUR_MS = 3_600_000;

/**
 * Notes a wave or what it has grown to, tells it when it is new or `isNews`, and holds back what
 * waits to be told of its members one by one.
 */
export function noteWave(
  ledger: Ledger,
  seen: SeenWave,
  now: number,
  isNews: (told: number, size: number) => boolean,
): Promise<Wave> {
  return ledger.transaction(async (run) => {
    const known = await openWave(run, seen, now);
    const wave =
      known === undefined ? await insert(run, seen, now) : await grow(run, known, seen, now);
    const size = wave.subscribers.length;
    if (known === undefined || isNews(known.told, size)) await tell(run, wave, size, now);
    await groupMembers(run, wave);
    return wave;
  });
}

async function openWave(run: Run, { service, country }: SeenWave, now: number) {
  const [open] = await run<Wave>(
    `select * from wave where service = $1 and country = $2 and until > $3
      order by until desc limit 1 for update`,
    [service, country, new Date(now)],
  );
  return open;
}

async function insert(run: Run, seen: SeenWave, now: number): Promise<Wave> {
  const { service, country, since, subscribers, caseIds } = seen;
  const waveId = lettersId('w', `${service}\n${country}\n${since}`);
  const [made] = await run<Wave>(
    `insert into wave (wave_id, service, country, since, until, subscribers, case_ids, told)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (wave_id) do update set until = excluded.until returning *`,
    [waveId, service, country, new Date(since), new Date(now + HOUR_MS), subscribers, caseIds, 0],
  );
  return made!;
}

async function grow(run: Run, known: Wave, seen: SeenWave, now: number): Promise<Wave> {
  const subscribers = [...new Set([...known.subscribers, ...seen.subscribers])].sort();
  const caseIds = [...new Set([...known.caseIds, ...seen.caseIds])].sort();
  if (caseIds.length === known.caseIds.length) return known;
  const [grown] = await run<Wave>(
    `update wave set subscribers = $2, case_ids = $3, until = $4 where wave_id = $1 returning *`,
    [known.waveId, subscribers, caseIds, new Date(now + HOUR_MS)],
  );
  return grown!;
}

async function tell(run: Run, wave: Wave, size: number, now: number): Promise<void> {
  const { waveId: subjectId, service, country, subscribers } = wave;
  await run('update wave set told = $2 where wave_id = $1', [subjectId, size]);
  const detail = { service, country, subscribers };
  const cause = `wave:${subjectId}-${size}`;
  await queueNotice(run, { audience: 'noc', subjectId, cause, kind: 'wave', detail, at: now });
}

// A bar that failed, or a case that somebody took and left, is told by itself.
async function groupMembers(run: Run, { waveId, caseIds }: Wave): Promise<void> {
  await run(
    `update notice set state = 'grouped', reason = $2
      where subject_id = any($1::text[]) and audience = 'noc' and state = 'queued'
        and attempts = 0 and kind in ('opened', 'restriction')
        and coalesce(detail ->> 'state', '') <> 'failed'`,
    [caseIds, waveId],
  );
}

/** What is told of a whole wave need not be told of each. */
export async function waveOf(
  ledger: Ledger,
  caseId: string,
  now: number,
): Promise<Wave | undefined> {
  const [wave] = await ledger.run<Wave>(
    'select * from wave where $1 = any(case_ids) and until > $2 order by since desc limit 1',
    [caseId, new Date(now)],
  );
  return wave;
}

/** Those that are not over. */
export function openWaves(ledger: Ledger, now: number): Promise<Wave[]> {
  return ledger.run<Wave>('select * from wave where until > $1 order by since desc', [
    new Date(now),
  ]);
}

/** Cases that opened since, with their countries: what waves are seen in. */
export function casesSince(
  ledger: Ledger,
  since: number,
): Promise<
  { caseId: string; service: string; subscriber: string; openedAt: number; countries: string[] }[]
> {
  return ledger.run(
    `select case_id, service, subscriber, opened_at, facts -> 'countries' as countries
      from fraud_case where opened_at >= $1 and facts is not null`,
    [new Date(since)],
  );
}
