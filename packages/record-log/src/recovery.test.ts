import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { records, ScratchLog, valuesIn } from './testing/scratch-log.ts';

const scratch = new ScratchLog();
const BATCHES = [['a'], ['b', 'bb'], ['c', 'cc', 'ccc']];

/** A closed log, and where each of its batches ends. */
async function written(segmentBytes?: number) {
  const log = await scratch.open(segmentBytes === undefined ? {} : { segmentBytes });
  const ends = [0];
  for (const batch of BATCHES) {
    await log.append(records(...batch));
    ends.push(log.bytes);
  }
  await log.close();
  const segments = await scratch.segments();
  return { ends, segments, path: segments.at(-1)!, bytes: await readFile(segments.at(-1)!) };
}

const before = (count: number) => BATCHES.slice(0, count).flat();

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 0x10;
  return copy;
}

describe('after a crash', () => {
  it('cuts off a torn end, wherever it was torn, and goes on behind it', async () => {
    const { ends, path, bytes } = await written();
    for (let size = 0; size <= bytes.length; size++) {
      await writeFile(path, bytes.subarray(0, size));
      const whole = ends.findLastIndex((end) => end <= size);
      const log = await scratch.open();
      expect(log.truncatedBytes).toBe(size - ends[whole]!);
      await log.append(records('next'));
      await log.close();
      const again = await scratch.open();
      expect(again.truncatedBytes).toBe(0);
      expect(await valuesIn(again)).toEqual([...before(whole), 'next']);
      await again.close();
    }
  });

  it.each([
    [
      'zeros',
      (bytes: Buffer, end: number) => Buffer.concat([bytes.subarray(0, end), Buffer.alloc(4096)]),
    ],
    [
      'its middle not written',
      (bytes: Buffer, end: number) => Buffer.from(bytes).fill(0, end + 4, end + 60),
    ],
    [
      'what is no batch',
      (bytes: Buffer, end: number) =>
        Buffer.concat([bytes.subarray(0, end), Buffer.from('SKB1'.repeat(40))]),
    ],
  ])('cuts off an end of %s', async (_, tear) => {
    const { ends, path, bytes } = await written();
    const torn = tear(bytes, ends[2]!);
    await writeFile(path, torn);
    const log = await scratch.open();
    expect(log.truncatedBytes).toBe(torn.length - ends[2]!);
    expect(await valuesIn(log)).toEqual(before(2));
  });

  it('makes a log anew that was never finished being made', async () => {
    await scratch.open({ firstOffset: 5 }).then((log) => log.close());
    await rm(join(scratch.dir, 'identity'));
    expect(await scratch.open({ firstOffset: 8 })).toMatchObject({ endOffset: 8, committed: 8 });
    expect(await scratch.segments()).toHaveLength(1);
  });

  it('removes what was committed and not yet removed', async () => {
    await written(1);
    await writeFile(join(scratch.dir, 'committed'), '3\n');
    expect(await valuesIn(await scratch.open())).toEqual(BATCHES[2]);
    expect(await scratch.segments()).toHaveLength(1);
  });
});

describe('damage', () => {
  it('is told of any byte that changed before the newest batch', async () => {
    const { ends, path, bytes } = await written();
    for (let at = 0; at < ends[2]!; at++) {
      await writeFile(path, flipped(bytes, at));
      const byte = ends.findLast((end) => end <= at);
      await expect(scratch.open()).rejects.toMatchObject({
        code: 'damaged',
        message: expect.stringMatching(`^${path}, byte ${byte}: .*Restore the folder`),
      });
    }
  });

  it.each([
    ['a byte that changed', (path: string, bytes: Buffer) => writeFile(path, flipped(bytes, 50))],
    ['an end that is missing', (path: string) => truncate(path, 0)],
    ['a file that is missing', (path: string) => rm(path)],
  ])('is told when an older segment is read: %s', async (_, harm) => {
    const { segments } = await written(1);
    await harm(segments[1]!, await readFile(segments[1]!));
    const log = await scratch.open();
    await expect(valuesIn(log)).rejects.toMatchObject({ code: 'damaged' });
    expect(await valuesIn(log, 3)).toEqual(BATCHES[2]);
  });

  it.each([
    ['reading goes on beyond the end', 'committed', '7\n'],
    ['the committed offset cannot be read', 'committed', 'x'],
    ['the identity cannot be read', 'identity', ''],
  ])('is told when %s', async (_, name, text) => {
    await written();
    await writeFile(join(scratch.dir, name), text);
    await expect(scratch.open()).rejects.toMatchObject({ code: 'damaged' });
  });

  it.each([
    ['reading goes on before the first segment', (paths: string[]) => rm(paths[0]!)],
    ['the identity is gone', () => rm(join(scratch.dir, 'identity'))],
    ['all segments are gone', (paths: string[]) => Promise.all(paths.map((path) => rm(path)))],
  ])('is told when %s', async (_, harm) => {
    const { segments } = await written(1);
    await writeFile(join(scratch.dir, 'committed'), '0\n');
    await harm(segments);
    await expect(scratch.open()).rejects.toMatchObject({ code: 'damaged' });
  });

  it('is not taken for a folder that cannot be used', async () => {
    await writeFile(scratch.dir, 'a file');
    await expect(scratch.open()).rejects.toMatchObject({ name: 'RecordLogError', code: 'io' });
  });
});
