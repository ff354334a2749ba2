import { beforeAll, describe, expect, it } from 'vitest';
import { type Alert, outcomes, type Replayed, replay } from '../support/replay.ts';
import { type Expectation, readScenarios, type Scenario } from '../support/scenario.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { ask, type Row } from '../support/store.ts';
import { twoAtATime } from '../support/two-at-a-time.ts';

interface Claim {
  claim: string;
  wanted: readonly unknown[];
  of(replayed: Replayed): unknown;
}

interface Played {
  replayed: Replayed;
  answers: Row[][];
}

/** All scenarios on a machine that is busy. */
const PATIENCE_MS = 180_000;
const scenarios = readScenarios();
const scratch = scratchFolder();
let played: Map<string, Played>;

async function play({ cdrs, flags, expect: { sql = [] } }: Scenario): Promise<Played> {
  const data = scratch.fresh('data');
  const replayed = await replay([cdrs], scratch.fresh('out'), [...flags, '--data', data]);
  const answers: Row[][] = [];
  for (const { query } of sql) answers.push(await ask(data, query));
  return { replayed, answers };
}

// Alerts of the same instant stand in the order of their ids, which mean nothing to a reader.
function inOrder(alerts: readonly Alert[]): Alert[] {
  const key = ({ openedAt, subscriber }: Alert) => `${openedAt} ${subscriber}`;
  return alerts.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** What an expectation says beyond its counters; what it leaves out is not claimed. */
function claims({ outcomes: set, alerts, restrictions, rejected }: Expectation): Claim[] {
  const all = [
    { claim: 'closes, asks and leaves alone', wanted: set, of: outcomes },
    { claim: 'alerts', wanted: alerts, of: (run: Replayed) => inOrder(run.alerts) },
    { claim: 'restricts', wanted: restrictions, of: (run: Replayed) => run.restrictions },
    { claim: 'rejects', wanted: rejected, of: (run: Replayed) => run.rejected },
  ];
  return all.flatMap(({ wanted, ...claim }) =>
    wanted === undefined ? [] : [{ wanted, ...claim }],
  );
}

beforeAll(async () => {
  const all = await twoAtATime(scenarios, play);
  played = new Map(scenarios.map(({ name }, i) => [name, all[i] as Played]));
}, PATIENCE_MS);

describe.each(scenarios)('$name: $expect.story', ({ name, expect: wanted }) => {
  const of = () => (played.get(name) as Played).replayed;

  it('counts', () => {
    expect(of().summary).toMatchObject(wanted.summary);
  });

  it.each(claims(wanted))('$claim', ({ of: read, wanted: value }) => {
    expect(read(of())).toMatchObject(value);
  });

  it('restricts once for each critical alert, and for no other', () => {
    const critical = of().alerts.filter(({ severity }) => severity === 'critical');
    const ids = critical.map(({ alertId }) => alertId);
    expect(
      of()
        .restrictions.map(({ alertId }) => alertId)
        .sort(),
    ).toEqual(ids.sort());
  });

  it.each(wanted.sql ?? [])('$query', ({ query, rows }) => {
    const at = wanted.sql?.findIndex((each) => each.query === query) ?? -1;
    expect((played.get(name) as Played).answers[at]).toEqual(rows);
  });
});
