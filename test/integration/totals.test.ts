import { beforeAll, describe, expect, it } from 'vitest';
import { replay } from '../support/replay.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { type SimulatedStop, simulateStops, talkMsOf } from '../support/simulated.ts';
import { ask, type Row } from '../support/store.ts';
import { costOf, type Understood, understand } from '../support/understood.ts';

interface Totals {
  legs: number;
  talkMs: number;
  costMilliYen: number;
}

const RECORDS = 20_000;
/** A replay and queries on a machine that is busy. */
const PATIENCE_MS = 120_000;

function add(totals: Map<string, Totals>, stop: SimulatedStop, understood: Understood): void {
  const { direction } = stop;
  const key = JSON.stringify([direction, understood.kind, understood.country ?? '']);
  const sum = totals.get(key) ?? { legs: 0, talkMs: 0, costMilliYen: 0 };
  const talkMs = talkMsOf(stop);
  sum.legs++;
  sum.talkMs += talkMs;
  if (direction === 'outbound') sum.costMilliYen += costOf(stop, understood);
  totals.set(key, sum);
}

function asRows(totals: Map<string, Totals>): Row[] {
  const rows = [...totals].map(([key, { legs, talkMs, costMilliYen }]) => {
    const [direction, kind, country] = JSON.parse(key) as string[];
    return { direction, kind, country, legs, talk: talkMs / 1000, cost: costMilliYen / 1000 };
  });
  return rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

describe('what `call` adds up to', () => {
  const scratch = scratchFolder();
  let expected: Row[];
  let found: Row[];

  beforeAll(async () => {
    const { file, stops } = await simulateStops(scratch.fresh('traffic'), RECORDS);
    const numbers = await understand(stops.map(({ called }) => called));
    const totals = new Map<string, Totals>();
    for (const stop of stops) add(totals, stop, numbers.get(stop.called) as Understood);
    expected = asRows(totals);
    const data = scratch.fresh('data');
    await replay([file], scratch.fresh('out'), ['--data', data]);
    const sums = 'count() as legs, sum(duration_sec) as talk, sum(cost_jpy) as cost';
    found = await ask(
      data,
      `select toString(direction) as direction, toString(kind) as kind, country, ${sums}
         from call group by direction, kind, country`,
    );
    found.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }, PATIENCE_MS);

  it('counts every leg', () => {
    expect(found.reduce((sum, { legs }) => sum + Number(legs), 0)).toBe(RECORDS);
    expect(expected.length).toBeGreaterThan(20);
  });

  it('is what the records add up to, by direction, kind and country', () => {
    expect(found).toEqual(expected);
  });
});
