import { createMetrics } from '@sekisho/runtime';
import { expect, it } from 'vitest';
import { createCollectorMetrics } from './collector-metrics.ts';
import type { RefusedRecord } from './record-sink.ts';

const refusedOne: RefusedRecord = {
  raw: Buffer.from('x'),
  reason: 'bad-field',
  field: 'at',
  origin: 'file:a#1',
};

function counted() {
  const metrics = createMetrics('collector', { ofProcess: false });
  const counts = createCollectorMetrics(metrics, Date.now);
  const lines = async () =>
    (await metrics.text())
      .split('\n')
      .filter((line) => line.startsWith('sekisho_collector_records_total'));
  return { counts, lines };
}

it('counts what is refused by the source that its feed names', async () => {
  const { counts, lines } = counted();
  counts.count('file', { accepted: [], refused: [refusedOne] }, 'sbc1');
  counts.count('http', { accepted: [], refused: [refusedOne, refusedOne] });
  const refused = (await lines()).filter((line) => line.includes('outcome="rejected"'));
  expect(refused).toEqual([
    expect.stringMatching(/intake="file",source="sbc1",.*reason="bad-field".*\} 1$/),
    expect.stringMatching(/intake="http",source="",.*reason="bad-field".*\} 2$/),
  ]);
});

it('keeps no more series than a hundred sources have, whatever clients name', async () => {
  const { counts, lines } = counted();
  const name = (n: number) => counts.count('http', { accepted: [], refused: [] }, `s-${n}`);
  for (let n = 0; n < 300; n++) name(n);
  name(7);
  const found = await lines();
  expect(found).toHaveLength(101);
  expect(found.some((line) => line.includes('source="others"'))).toBe(true);
});
