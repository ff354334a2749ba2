import { beforeAll, describe, expect, it } from 'vitest';
import { buildRecord, ndjson } from '../support/record.ts';
import { replay } from '../support/replay.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { ask, type Row } from '../support/store.ts';

// No default row; units of 6, 1 and 180 seconds; thousandths of a yen by the minute.
const DECK = `prefix,iso2,name_ja,name_en,class,jpy_per_minute,unit_seconds
224,GN,ギニア,Guinea,country,0.005,6
2246,GN,ギニア携帯,Guinea mobile,country,10.01,1
44,GB,イギリス,United Kingdom,country,20,180
53,CU,キューバ,Cuba,country,0.014,1
`;

interface Case {
  called: string;
  durationSec: number;
  row: Row;
}

const cases: Case[] = [
  // 6 s of 0.005 a minute are 0.0005 yen: half up is 0.001.
  { called: '010224301123456', durationSec: 1, row: { prefix: '224', cost_jpy: 0.001 } },
  // 18 s: 0.0015 is 0.002.
  { called: '010224301123456', durationSec: 12.001, row: { cost_jpy: 0.002 } },
  // 12 s: 0.001, no rounding.
  { called: '010224301123456', durationSec: 12, row: { cost_jpy: 0.001 } },
  // The longest prefix; 1 s of 10.01 is 0.16683…
  { called: '010224601123456', durationSec: 0.001, row: { prefix: '2246', cost_jpy: 0.167 } },
  { called: '010224601123456', durationSec: 60, row: { cost_jpy: 10.01 } },
  { called: '010442071234567', durationSec: 180, row: { cost_jpy: 60 } },
  { called: '010442071234567', durationSec: 180.001, row: { cost_jpy: 120 } },
  { called: '010442071234567', durationSec: 0, row: { cost_jpy: 0 } },
  // 1 s of 0.014 is 0.000233…, 3 s are 0.0007.
  { called: '01053712345678', durationSec: 1, row: { cost_jpy: 0 } },
  { called: '01053712345678', durationSec: 3, row: { cost_jpy: 0.001 } },
  { called: '010861012345678', durationSec: 60, row: { cost_jpy: 0, cost_source: 'none' } },
];

/** A replay and a query on a machine that is busy. */
const PATIENCE_MS = 60_000;

describe('a rate deck of one’s own', () => {
  const scratch = scratchFolder();
  let rows: Row[];

  beforeAll(async () => {
    const records = cases.map(({ called, durationSec }, i) =>
      buildRecord({ callId: `c${i}`, called, durationSec }),
    );
    const file = scratch.write('calls.ndjson', ndjson(records));
    const rates = scratch.write('deck.csv', DECK);
    const data = scratch.fresh('data');
    await replay([file], scratch.fresh('out'), ['--rates', rates, '--data', data]);
    rows = await ask(data, 'select * from call');
  }, PATIENCE_MS);

  it.each(cases.map((each, i) => ({ ...each, callId: `c${i}` })))(
    '$called for $durationSec s',
    ({ callId, row }) => {
      expect(rows.find((each) => each['call_id'] === callId)).toMatchObject(row);
    },
  );
});
