import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directory, type SimulationOptions, simulate, toLine } from '@sekisho/simulator';
import { beforeAll, describe, expect, it } from 'vitest';
import { OUTPUT_FILES, type Replayed, replay } from '../support/replay.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { sekisho } from '../support/sekisho.ts';
import { ask, type Row } from '../support/store.ts';

const PATIENCE_MS = 180_000;
// A week, at whose end many homes call one hotline and many victims a few ranges.
const TRAFFIC: SimulationOptions = {
  seed: 13,
  start: Date.UTC(2026, 7, 2, 15),
  days: 8,
  subscribers: 1200,
  attacks: ['many-victims'],
  cases: ['shared-hotline'],
  startEvents: false,
};

/** Not a country of which several ranges are attacked. */
function isAttackedRange({ kind, prefix }: Row): boolean {
  return kind === 'attacked' && prefix !== '';
}

describe('destination cases of a replay', () => {
  const scratch = scratchFolder();
  const data = scratch.fresh('data');
  const out = scratch.fresh('out');
  let records: string;
  let flags: string[];
  let first: Replayed;
  let cases: Row[];

  beforeAll(async () => {
    records = join(scratch.path, 'cdrs.ndjson');
    const lines = [...simulate(TRAFFIC)].map(({ record }) => toLine(record));
    writeFileSync(records, `${lines.join('\n')}\n`);
    const people = scratch.write('directory.csv', [...directory(TRAFFIC), ''].join('\n'));
    flags = ['--directory', people, '--data', data];
    first = await replay([records], out, flags);
    cases = await ask(data, 'select * from destination_case order by case_id');
  }, PATIENCE_MS);

  it('are in the store: the hotline, and the range that many victims called', () => {
    expect(cases.filter(({ kind }) => kind === 'hotline')).toHaveLength(1);
    expect(cases.filter(isAttackedRange).length).toBeGreaterThan(0);
    for (const { calls, subscribers, callers, cost_jpy: cost } of cases) {
      expect(subscribers).toBeGreaterThanOrEqual(Number(callers));
      expect(calls).toBeGreaterThanOrEqual(Number(subscribers));
      expect(cost).toBeGreaterThan(0);
    }
    const attacked = cases.find(isAttackedRange)!;
    expect(attacked['restricted']).toBeGreaterThanOrEqual(Number(attacked['barred']));
  });

  it('agree with view call, and show no full number', async () => {
    const stop = "kind = 'international' and direction = 'outbound'";
    for (const { case_id: id, prefix, subscribers, calls, cost_jpy: cost } of cases) {
      if (prefix === '') continue;
      const refs = `select called_ref from journal where called_range = '${prefix}'`;
      const [of] = await ask(
        data,
        `select toString(first_at) as first, toString(ends_at) as ends
           from destination_case where case_id = '${id}'`,
      );
      const [row] = await ask(
        data,
        `select uniqExact(subscriber) as subscribers, count() as calls,
                toFloat64(sum(c.cost_jpy)) as cost
           from call as c where ${stop} and called_ref in (${refs})
            and last_at >= '${of!['first']}' and started_at < '${of!['ends']}'`,
      );
      expect(row).toEqual({ subscribers, calls, cost: Number(cost) });
    }
    expect(JSON.stringify(cases)).not.toMatch(/"\+?\d{11,}"/);
  });

  it('write no file beside the four, and are shown by the command', async () => {
    expect(readdirSync(out).sort()).toEqual([...OUTPUT_FILES].sort());
    const shown = await sekisho(['destinations', '--all', '--json', '--data', data]);
    const lines = shown.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);
    expect(lines.map(({ caseId }) => caseId).sort()).toEqual(cases.map(({ case_id: id }) => id));
    const table = await sekisho(['destinations', '--all', '--data', data], { env: { LANG: 'C' } });
    for (const { prefix } of cases) expect(table.stdout).toContain(prefix);
    // Simulated time is over or to come: what counts is the wall clock.
    expect((await sekisho(['destinations', '--data', data])).code).toBe(0);
    expect(await sekisho(['destinations', '--data', scratch.fresh('none')])).toMatchObject({
      code: 2,
    });
    expect(await sekisho(['destinations'], { env: { CLICKHOUSE_URL: '' } })).toMatchObject({
      code: 2,
    });
  });

  it(
    'are the same when the same records are replayed again',
    async () => {
      const again = await replay([records], scratch.fresh('out'), flags);
      expect(again.restrictions).toEqual(first.restrictions);
      expect(await ask(data, 'select * from destination_case order by case_id')).toEqual(cases);
    },
    PATIENCE_MS,
  );
});
