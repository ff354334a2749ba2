import { type FileHandle, open, readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { segmentAt } from './segment.ts';
import { type SegmentFile, SegmentWriter } from './segment-writer.ts';
import { ScratchLog, valuesIn } from './testing/scratch-log.ts';

const scratch = new ScratchLog();
const full = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
let file: FileHandle;

afterEach(() => file?.close());

/** Writes to a real file, where `broken` does not say otherwise. */
async function writing(broken: Partial<SegmentFile>) {
  const segment = segmentAt(scratch.dir.replace(/log$/, ''), 0);
  file = await open(segment.path, 'w+');
  const real: SegmentFile = {
    writev: (parts, position) => file.writev(parts, position),
    datasync: () => file.datasync(),
    truncate: (bytes) => file.truncate(bytes),
    close: () => file.close(),
  };
  const handle = { ...real };
  const writer = new SegmentWriter(segment, handle);
  const write = (...parts: string[]) =>
    writer.write(
      parts.map((part) => Buffer.from(part)),
      1,
    );
  await write('first ');
  Object.assign(handle, broken);
  return { write, mend: () => Object.assign(handle, real), segment };
}

const halfWritten = async (parts: readonly NodeJS.ArrayBufferView[], position?: number) => {
  await file.writev(parts.slice(0, 1), position);
  return full();
};

it('writes all even where the system takes a part at a time', async () => {
  const { write, segment } = await writing({
    writev: async (buffers, position) => {
      const { bytesWritten } = await file.write(buffers[0]!, 0, 1, position);
      return { bytesWritten, buffers };
    },
  });
  await write('sec', '', 'ond');
  expect(await readFile(segment.path, 'utf8')).toBe('first second');
  expect(segment).toMatchObject({ bytes: 12, end: 2 });
});

it('cuts off what was written in part, and writes again when there is room', async () => {
  const { write, mend, segment } = await writing({ writev: halfWritten });
  await expect(write('torn ', 'x')).rejects.toMatchObject({ code: 'write-failed' });
  expect(await readFile(segment.path, 'utf8')).toBe('first ');
  mend();
  await write('second');
  expect(await readFile(segment.path, 'utf8')).toBe('first second');
});

it.each([
  ['it cannot be cut off', { writev: halfWritten, truncate: full }],
  ['the disk does not say that it is written', { datasync: full }],
])('writes no more when %s', async (_, broken) => {
  const { write, mend, segment } = await writing(broken);
  await expect(write('torn ', 'x')).rejects.toMatchObject({ code: 'write-failed' });
  mend();
  await expect(write('second')).rejects.toMatchObject({ code: 'unusable' });
  expect(segment).toMatchObject({ bytes: 6, end: 1 });
});

it('fails what does not fit into the file, keeps the rest, and takes smaller ones', async () => {
  const body = `const log = await openRecordLog(options);
    const append = (text, times) => log.append([{ key: 'k', value: Buffer.from(text.repeat(times)) }])
      .then(() => 'ok', (error) => error.code + ' ' + error.cause.code);
    const told = [await append('a', 1000), await append('b', 100_000), await append('c', 1000)];
    console.log(JSON.stringify([...told, log.endOffset]));
    await log.close();`;
  const child = scratch.run(body, ['sh', '-c', 'ulimit -f 16; exec "$@"', 'sh']);
  expect(JSON.parse(await text(child.stdout))).toEqual(['ok', 'write-failed EFBIG', 'ok', 2]);
  const log = await scratch.open();
  expect(log.truncatedBytes).toBe(0);
  expect(await valuesIn(log)).toEqual(['a'.repeat(1000), 'c'.repeat(1000)]);
});
