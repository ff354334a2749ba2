import type { Ledger, Run } from './ledger.ts';
import { lettersId } from './letters-id.ts';
import { queueNotice, stopSteps } from './notice-outbox.ts';

/** What is not seen any more. */
export interface Blindness {
  reason: string;
  /** A source of records, a node or a service; `''` of all. */
  source: string;
  /** For a person; no number is in it. */
  told: string;
}

/** One that was alarmed about. Times are epoch ms. */
export interface BlindAlarm extends Blindness {
  /** `b-…`, to be acknowledged by. */
  alarmId: string;
  since: number;
  endedAt: number | null;
}

/** Notes what is found now. @returns what nobody had found: the NOC is told, each once */
export function noteBlindness(
  ledger: Ledger,
  found: readonly Blindness[],
  now: number,
): Promise<BlindAlarm[]> {
  return ledger.transaction(async (run) => {
    const begun: BlindAlarm[] = [];
    // In one order, so that no two enforcers wait for each other.
    for (const blindness of found.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))) {
      const alarm = await begin(run, blindness, now);
      if (alarm === undefined) await see(run, blindness, now);
      else begun.push(alarm);
    }
    for (const alarm of begun) await tell(run, alarm, 'begun', now);
    return begun;
  });
}

/** Ends what nobody has found since an instant: the NOC is told once that it is over. */
export function endBlindness(
  ledger: Ledger,
  unseenSince: number,
  now: number,
): Promise<BlindAlarm[]> {
  return ledger.transaction(async (run) => {
    const ended = await run<BlindAlarm>(
      `update blind_alarm set ended_at = $2 where ended_at is null and seen_at <= $1 returning *`,
      [new Date(unseenSince), new Date(now)],
    );
    for (const alarm of ended) {
      await stopSteps(run, alarm.alarmId, 'over');
      await tell(run, alarm, 'ended', now);
    }
    return ended;
  });
}

/** Those that are not over, the oldest first. */
export function openBlindAlarms({ run }: { run: Run }): Promise<BlindAlarm[]> {
  return run<BlindAlarm>(
    'select * from blind_alarm where ended_at is null order by since, alarm_id limit 100',
  );
}

async function begin(
  run: Run,
  { reason, source, told }: Blindness,
  now: number,
): Promise<BlindAlarm | undefined> {
  const alarmId = lettersId('b', `${reason}\n${source}\n${now}`);
  const [begun] = await run<BlindAlarm>(
    `insert into blind_alarm (alarm_id, reason, source, told, since, seen_at)
      values ($1, $2, $3, $4, $5, $5) on conflict do nothing returning *`,
    [alarmId, reason, source, told, new Date(now)],
  );
  return begun;
}

async function see(run: Run, { reason, source, told }: Blindness, now: number): Promise<void> {
  await run(
    `update blind_alarm set seen_at = greatest(seen_at, $3), told = $4
      where reason = $1 and source = $2 and ended_at is null`,
    [reason, source, new Date(now), told],
  );
}

async function tell(
  run: Run,
  { alarmId, reason, source, told, since }: BlindAlarm,
  state: 'begun' | 'ended',
  now: number,
): Promise<void> {
  await queueNotice(run, {
    audience: 'noc',
    subjectId: alarmId,
    cause: `blind-${state}:${alarmId}`,
    kind: 'blind',
    detail: { service: '*', state, reason, source, told, since },
    at: now,
  });
}

function nameOf({ reason, source }: Blindness): string {
  return `${reason}\n${source}`;
}
