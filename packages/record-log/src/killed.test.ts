import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { ScratchLog, valuesIn } from './testing/scratch-log.ts';

const scratch = new ScratchLog();
const VALUE_BYTES = 400;

// Eight writers append batches of their own, and say so when each is on the disk.
const body = `const log = await openRecordLog({ ...options, segmentBytes: 50_000 });
  const start = log.endOffset;
  const write = async (writer) => {
    for (let n = 0; ; n++) {
      const values = [0, 1, 2].map((i) => [start, writer, n, i].join('-').padEnd(${VALUE_BYTES}, 'x'));
      await log.append(values.map((value) => ({ key: 'k', value: Buffer.from(value) })));
      process.stdout.write(values.join('\\n') + '\\n');
    }
  };
  await Promise.all([...Array(8).keys()].map(write));`;

it('has every record that it acknowledged, in order, once, however often it is killed', async () => {
  const acknowledged = new Set<string>();
  for (let round = 0; round < 20; round++) {
    const child = scratch.run(body);
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      // The last one may be torn.
      if (line.length === VALUE_BYTES) acknowledged.add(line);
    });
    await once(child.stdout, 'readable');
    await pause(round * 7);
    child.kill('SIGKILL');
    await once(lines, 'close');
  }
  expect(acknowledged.size).toBeGreaterThan(1000);
  const log = await scratch.open();
  const found = await valuesIn(log);
  expect(found.length).toBe(log.endOffset);
  expect(new Set(found).size).toBe(found.length);
  expect([...acknowledged.difference(new Set(found))].slice(0, 3)).toEqual([]);
  expectOrder(found);
});

/** Of each writer of each process the batches follow one another, whole. */
function expectOrder(found: readonly string[]): void {
  const places = found.map((value) => value.split('x')[0]!.split('-').map(Number));
  const writers = Map.groupBy(places, ([start, writer]) => `${start} ${writer}`);
  for (const [, own] of writers) {
    expect(own.map(([, , n, i]) => [n, i])).toEqual(
      own.map((_, at) => [Math.floor(at / 3), at % 3]),
    );
    expect(own.length % 3).toBe(0);
  }
}
