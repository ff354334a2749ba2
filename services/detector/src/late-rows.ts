import type { CdrRow, Engine } from '@sekisho/clickhouse';

const MOST_PER_QUERY = 1000;

interface StoredLeg {
  subscriber: string;
  source: string;
  callId: string;
  startedAtMs: number | string;
}

/**
 * Gives records beyond the horizon the start under which their leg is stored. Memory no longer
 * knows such legs; without this, one leg could stand in two rows of the views.
 */
export async function adoptStoredStarts(engine: Engine, rows: readonly CdrRow[]): Promise<void> {
  const starts = new Map<string, number>();
  for (let i = 0; i < rows.length; i += MOST_PER_QUERY) {
    for (const leg of await storedLegs(engine, rows.slice(i, i + MOST_PER_QUERY))) {
      starts.set(nameOf(leg), Number(leg.startedAtMs));
    }
  }
  for (const row of rows) {
    const name = nameOf(row);
    row.startedAt = starts.get(name) ?? row.startedAt;
    starts.set(name, row.startedAt);
  }
}

function storedLegs(engine: Engine, rows: readonly CdrRow[]): Promise<StoredLeg[]> {
  return engine.query<StoredLeg>(
    `select subscriber, source, call_id as callId,
            toUnixTimestamp64Milli(argMin(started_at, \`offset\`)) as startedAtMs
       from cdr
      where subscriber in {subscribers:Array(String)} and call_id in {callIds:Array(String)}
      group by subscriber, source, call_id`,
    {
      subscribers: [...new Set(rows.map((row) => row.subscriber))],
      callIds: [...new Set(rows.map((row) => row.callId))],
    },
  );
}

function nameOf({
  subscriber,
  source,
  callId,
}: Pick<CdrRow, 'subscriber' | 'source' | 'callId'>): string {
  return JSON.stringify([subscriber, source, callId]);
}
