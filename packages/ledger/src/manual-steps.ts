import { LedgerError } from './errors.ts';
import type { Ledger, Run } from './ledger.ts';

export type ManualAction = 'apply' | 'release';

/** What a person is to do at a switch that no program reaches. Times are epoch ms. */
export interface ManualStep {
  target: string;
  restrictionId: string;
  action: ManualAction;
  instructions: string;
  until: number;
  askedAt: number;
  doneBy: string | null;
  /** `null` while it waits. */
  doneAt: number | null;
}

export async function findManualStep(
  { run }: { run: Run },
  target: string,
  restrictionId: string,
): Promise<ManualStep | undefined> {
  const [step] = await run<ManualStep>(
    'select * from manual_step where target = $1 and restriction_id = $2',
    [target, restrictionId],
  );
  return step;
}

export interface ManualRequest {
  target: string;
  restrictionId: string;
  action: ManualAction;
  instructions: string;
  until: number;
  now: number;
}

/** Asks for a step, once: another action or another end is asked for anew. */
export async function putManualStep(
  { run }: { run: Run },
  { target, restrictionId, action, instructions, until, now }: ManualRequest,
): Promise<ManualStep> {
  const [step] = await run<ManualStep>(
    `insert into manual_step as held (target, restriction_id, action, instructions, until, asked_at)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (target, restriction_id) do update
        set action = excluded.action, instructions = excluded.instructions, until = excluded.until,
          asked_at = case when held.action = excluded.action and held.until = excluded.until
            then held.asked_at else excluded.asked_at end,
          done_by = case when held.action = excluded.action and held.until = excluded.until
            then held.done_by end,
          done_at = case when held.action = excluded.action and held.until = excluded.until
            then held.done_at end
      returning *`,
    [target, restrictionId, action, instructions, new Date(until), new Date(now)],
  );
  return step!;
}

/** Those that wait for a person, and those that stand; of all targets where none is named. */
export function openManualSteps({ run }: { run: Run }, target?: string): Promise<ManualStep[]> {
  return run<ManualStep>(
    `select * from manual_step
      where (done_at is null or action = 'apply') and ($1::text is null or target = $1)
      order by asked_at`,
    [target ?? null],
  );
}

/** A person did what was asked. @throws LedgerError `conflict` where nothing is asked */
export async function finishManualStep(
  ledger: Ledger,
  { restrictionId, by, now }: { restrictionId: string; by: string; now: number },
): Promise<ManualStep[]> {
  return ledger.transaction(async (run) => {
    const done = await run<ManualStep>(
      `update manual_step set done_by = $2, done_at = $3
        where restriction_id = $1 and done_at is null returning *`,
      [restrictionId, by, new Date(now)],
    );
    if (done.length === 0) {
      throw new LedgerError('conflict', `nobody is asked to do anything for ${restrictionId}`);
    }
    // It is looked at now, not when it would next be.
    await run(
      `update restriction set next_at = $2
        where restriction_id = $1 and state in ('applying', 'releasing')`,
      [restrictionId, new Date(now)],
    );
    return done;
  });
}
