import { eventually } from '../../support/eventually.ts';
import { CALLS } from '../respond/victim.ts';
import type { Attack } from './attacks.ts';
import type { Scene } from './scene.ts';

/** What a fault came to. */
export interface Outcome {
  attacks: number;
  /** Records not stored, attacks not barred, bars that stood and stand no more. */
  lost: string;
  /** Records counted twice, contracts restricted twice, bars noted twice. */
  twice: string;
  /** Records sent first → bar stands, each attack. */
  barredMs: readonly number[];
  /** The longest that a bar which stood was open. */
  openMs: number;
}

const WITHIN_MS = 60_000;

/** Waits until all is as it should be, or for a minute, and tells how far it is. */
export async function outcomeOf(scene: Scene, attacks: readonly Attack[]): Promise<Outcome> {
  const subscribers = attacks.map(({ victim }) => victim.subscriber);
  const isWhole = async () =>
    !scene.bars.isOpen &&
    (await countApplied(scene, subscribers)) >= subscribers.length &&
    (await countRecords(scene, subscribers)).every((count) => count >= CALLS);
  await eventually(isWhole, WITHIN_MS).catch(() => undefined);
  const records = await countRecords(scene, subscribers);
  const unstored = sum(records.map((count) => Math.max(0, CALLS - count)));
  const unbarred = attacks.filter(({ barredMs }) => barredMs === undefined).length;
  const doubled = sum(records.map((count) => Math.max(0, count - CALLS)));
  const { restrictedTwice, notedTwice } = await countTwice(scene, subscribers);
  return {
    attacks: attacks.length,
    lost: told({ records: unstored, attacks: unbarred, bars: scene.bars.missing }),
    twice: told({ records: doubled, restrictions: restrictedTwice, bars: notedTwice }),
    barredMs: attacks.flatMap(({ barredMs }) => barredMs ?? []).sort((a, b) => a - b),
    openMs: scene.bars.takeLongestOpenMs(),
  };
}

async function countApplied({ stand }: Scene, subscribers: readonly string[]): Promise<number> {
  const [row] = await stand.ledger.run<{ count: number }>(
    `select count(distinct subscriber)::integer as count from restriction
      where state = 'applied' and subscriber = any($1::text[])`,
    [subscribers],
  );
  return row!.count;
}

/** Of each: calls that the store has. */
async function countRecords({ stream }: Scene, subscribers: readonly string[]): Promise<number[]> {
  const rows = await stream.engine.query<{ subscriber: string; count: number }>(
    `select subscriber, toUInt32(count()) as count from call
      where subscriber in {subscribers:Array(String)} group by subscriber`,
    { subscribers },
  );
  const counts = new Map(rows.map(({ subscriber, count }) => [subscriber, count]));
  return subscribers.map((subscriber) => counts.get(subscriber) ?? 0);
}

async function countTwice({ stand }: Scene, subscribers: readonly string[]) {
  const [row] = await stand.ledger.run<{ restrictedTwice: number; notedTwice: number }>(
    `select
        (select count(*) - count(distinct subscriber) from restriction
          where subscriber = any($1::text[]))::integer as restricted_twice,
        (select count(*) - count(distinct t.restriction_id) from restriction_transition as t
          join restriction as r on r.restriction_id = t.restriction_id
          where t.to_state = 'applied' and r.subscriber = any($1::text[]))::integer as noted_twice`,
    [subscribers],
  );
  return row!;
}

function told(counts: Readonly<Record<string, number>>): string {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  return some.length === 0 ? 'nothing' : some.map(([what, n]) => `${n} ${what}`).join(', ');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
