import { openCase } from './case.ts';
import type { Run } from './ledger.ts';
import type { NoticeKind } from './notice.ts';
import type { Restriction } from './restriction.ts';

const TOLD_STATES = ['shadow', 'proposed', 'applied', 'failed', 'released', 'expired'];
/** Of what came before them nobody need be told any more. */
const SETTLED_STATES = ['applied', 'released', 'expired'];
/** Of these nothing has changed for the line. */
const UNTOLD_REASONS = ['superseded', 'past'];

export interface NewNotice {
  audience: 'customer' | 'noc';
  subjectId: string;
  cause: string;
  kind: NoticeKind;
  detail: Readonly<Record<string, unknown>>;
  /** Epoch ms. */
  at: number;
}

/** Writes a notice to be sent; one of the same cause stays as it is. @returns whether it is new */
export async function queueNotice(run: Run, notice: NewNotice): Promise<boolean> {
  const { audience, subjectId, cause, kind, detail, at } = notice;
  const queued = await run(
    `insert into notice (audience, subject_id, cause, kind, detail, at, due_at)
      values ($1, $2, $3, $4, $5, $6, $6) on conflict do nothing returning notice_id`,
    [audience, subjectId, cause, kind, JSON.stringify(detail), new Date(at)],
  );
  return queued.length > 0;
}

interface Happening {
  from: string | null;
  /** Epoch ms. */
  at: number;
  detail: Readonly<Record<string, unknown>>;
}

/** Nobody is told that a line is barred when no switch was asked. */
function isDryRun(detail: Happening['detail']): boolean {
  return detail['target'] === 'dry-run' || detail['dryRun'] === true;
}

/** Writes what is to be told of a transition, in the transaction that brought it. */
export async function queueTransitionNotices(
  run: Run,
  restriction: Restriction,
  { from, at, detail: happened }: Happening,
): Promise<void> {
  // A lock that the customer asked for is no news to anybody.
  if (restriction.kind !== 'fraud' || restriction.subscriber === '') return;
  const { restrictionId, seq, state, reason, decidedBy, until, problem } = restriction;
  const subjectId = await openCase(run, { ...restriction, openedAt: restriction.at });
  if (SETTLED_STATES.includes(state)) await stopSteps(run, subjectId, state);
  if (TOLD_STATES.includes(state) && !UNTOLD_REASONS.includes(reason)) {
    const told = { restrictionId, state, reason, decidedBy, until, problem };
    const detail = { ...told, isDryRun: isDryRun(happened) };
    const cause = `restriction:${restrictionId}-${seq}`;
    await queueNotice(run, { audience: 'noc', subjectId, cause, kind: 'restriction', detail, at });
  }
  if (state === 'applied' && !isDryRun(happened)) {
    await tellBarred(run, restriction, subjectId, at);
  }
  if (from === 'releasing' && (state === 'released' || state === 'expired')) {
    await tellLifted(run, restriction, subjectId, at);
  }
}

/** What waits on a ladder need not be told any more; the first step is. */
export async function stopSteps(run: Run, subjectId: string, reason: string): Promise<number> {
  const stopped = await run(
    `update notice set state = 'stopped', reason = $2
      where subject_id = $1 and audience = 'noc' and state = 'queued' and step > 0
      returning notice_id`,
    [subjectId, reason],
  );
  return stopped.length;
}

// A switch that has lost a bar gets it again, of which the customer needs to know nothing.
async function tellBarred(
  run: Run,
  { restrictionId, until }: Restriction,
  subjectId: string,
  at: number,
): Promise<void> {
  const common = { audience: 'customer', subjectId, detail: { restrictionId, until }, at } as const;
  const cause = `barred:${restrictionId}`;
  if (await queueNotice(run, { ...common, cause, kind: 'barred' })) return;
  const [told] = await run<{ until: number }>(
    `select (detail ->> 'until')::double precision as until from notice
      where cause = $1 and audience = 'customer'`,
    [cause],
  );
  if (told?.until === until) return;
  await queueNotice(run, {
    ...common,
    cause: `extended:${restrictionId}-${until}`,
    kind: 'extended',
  });
}

async function tellLifted(
  run: Run,
  { restrictionId, until }: Restriction,
  subjectId: string,
  at: number,
): Promise<void> {
  const [told] = await run(`select 1 from notice where cause = $1 and audience = 'customer'`, [
    `barred:${restrictionId}`,
  ]);
  if (told === undefined) return;
  await queueNotice(run, {
    audience: 'customer',
    subjectId,
    cause: `lifted:${restrictionId}`,
    kind: 'lifted',
    detail: { restrictionId, until },
    at,
  });
}
