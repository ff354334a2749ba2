import type { Engine } from '@sekisho/clickhouse';
import type { HeldNumber } from '@sekisho/ledger';
import type { CaseCall } from './read-case.ts';

type CallKey = Pick<CaseCall, 'source' | 'callId' | 'startedAt'>;

/** As many calls as fit a statement. */
const BATCH = 500;

/** Full numbers of calls, as far as records still have them. */
export async function readNumbers(
  engine: Engine,
  subscriber: string,
  calls: readonly CallKey[],
): Promise<HeldNumber[]> {
  const found: HeldNumber[] = [];
  for (let from = 0; from < calls.length; from += BATCH) {
    found.push(...(await readBatch(engine, subscriber, calls.slice(from, from + BATCH))));
  }
  return found;
}

async function readBatch(engine: Engine, subscriber: string, calls: readonly CallKey[]) {
  const rows = await engine.query<Record<keyof HeldNumber, string>>(
    `select source, call_id as callId, toString(toUnixTimestamp64Milli(started_at)) as startedAt,
            max(called_number) as calledNumber
       from cdr
      where subscriber = {subscriber:String} and called_number != ''
        and has({calls:Array(String)}, call_id)
        and started_at >= fromUnixTimestamp64Milli({from:Int64})
        and started_at <= fromUnixTimestamp64Milli({until:Int64})
      group by source, call_id, started_at`,
    {
      subscriber,
      calls: calls.map(({ callId }) => callId),
      from: Math.min(...calls.map(({ startedAt }) => startedAt)),
      until: Math.max(...calls.map(({ startedAt }) => startedAt)),
    },
  );
  const asked = new Set(calls.map(keyOf));
  return rows
    .map((row) => ({ ...row, startedAt: Number(row.startedAt) }))
    .filter((row) => asked.has(keyOf(row)));
}

/** Tells legs apart: `{source, callId, startedAt}` as one text. */
export function keyOf({ source, callId, startedAt }: CallKey): string {
  return JSON.stringify([source, callId, startedAt]);
}
