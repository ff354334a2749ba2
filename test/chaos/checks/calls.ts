import type { Engine } from '@sekisho/clickhouse';
import { type Book, callKey, type ExpectedCall } from '../traffic/book.ts';
import type { Differences } from './differences.ts';

interface CallRow {
  subscriber: string;
  source: string;
  callId: string;
  talkMs: number;
  costMilliYen: number;
  isLate: boolean;
}

const CALLS = `select subscriber, source, call_id as callId, toUInt32(duration_sec * 1000) as talkMs,
    toUInt32(cost_jpy * 1000) as costMilliYen, late as isLate
  from call`;

/** Each leg that was acknowledged is there once, as it was told. */
export async function checkCalls(engine: Engine, book: Book, found: Differences): Promise<void> {
  const left = new Map(book.calls);
  let rows = 0;
  for await (const some of engine.rows<CallRow>(CALLS)) {
    rows += some.length;
    for (const row of some) checkCall(row, left, book, found);
  }
  for (const [key, expected] of left) found.note('calls that are missing', shown(key, expected));
  const totals = [...book.calls.values()].reduce((sum, one) => sum + one.talkMs, 0);
  found.counted(
    `${rows} calls of ${book.calls.size}, ${Math.round(totals / 60_000)} minutes of talk`,
  );
}

function checkCall(
  { subscriber, source, callId, ...told }: CallRow,
  left: Map<string, ExpectedCall>,
  book: Book,
  found: Differences,
): void {
  const key = callKey(subscriber, source, callId);
  const expected = book.calls.get(key);
  if (expected === undefined) found.note('calls that nobody made', shown(key, told));
  else if (!left.delete(key)) found.note('calls that are there twice', shown(key, told));
  else if (!isSame(told, expected))
    found.note('calls that differ', `${shown(key, told)}, not ${JSON.stringify(expected)}`);
}

function isSame(told: ExpectedCall, expected: ExpectedCall): boolean {
  const { talkMs, costMilliYen, isLate } = expected;
  return told.talkMs === talkMs && told.costMilliYen === costMilliYen && told.isLate === isLate;
}

function shown(key: string, call: ExpectedCall): string {
  return `${key}: ${JSON.stringify(call)}`;
}
