import { readFile, stat } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAGIC } from './batch.ts';
import type { RecordLog } from './record-log.ts';
import { ALL, records, ScratchLog, valuesIn, valuesOf } from './testing/scratch-log.ts';

const scratch = new ScratchLog();

describe('a record log', () => {
  it('gives back what was appended, with its offset, also when opened again', async () => {
    const log = await scratch.open({ firstOffset: 40, now: () => 1234.5 });
    await log.append([
      { key: 'é', value: Buffer.from('one') },
      { key: '', value: Buffer.alloc(0) },
    ]);
    const expected = [
      { key: Buffer.from('é'), value: Buffer.from('one'), offset: 40 },
      { key: Buffer.alloc(0), value: Buffer.alloc(0), offset: 41 },
    ].map((record) => ({ ...record, timestamp: 1234.5 }));
    expect(await log.read(40, ALL)).toEqual(expected);
    await log.close();
    const again = await scratch.open({ firstOffset: 9 });
    expect(again).toMatchObject({ id: log.id, endOffset: 42, durableEnd: 42, committed: 40 });
    expect(await again.read(40, ALL)).toEqual(expected);
    expect(again.truncatedBytes).toBe(0);
  });

  it('keeps its files to the owner', async () => {
    await scratch.open();
    const modes = [scratch.dir, ...(await scratch.segments())].map(async (path) => {
      return (await stat(path)).mode & 0o777;
    });
    expect(await Promise.all(modes)).toEqual([0o700, 0o600]);
  });

  it('reads no more than is asked for, but one record however large', async () => {
    const log = await scratch.open();
    await log.append(records('aaaa', 'bbbb', 'cccc', 'dddd'));
    const read = async (from: number, count: number, bytes: number) =>
      valuesOf(await log.read(from, { records: count, bytes }));
    expect(await read(0, 2, 1000)).toEqual(['aaaa', 'bbbb']);
    expect(await read(2, 9, 1)).toEqual(['cccc']);
    expect(await read(1, 9, 10)).toEqual(['bbbb', 'cccc']);
    expect(await read(4, 9, 1000)).toEqual([]);
    await log.append(records('eeee'));
    expect(await read(4, 9, 1000)).toEqual(['eeee']);
    for (const absent of [-1, 6, 0.5]) {
      await expect(read(absent, 9, 9)).rejects.toMatchObject({ code: 'out-of-range' });
    }
    expect(await read(3, 9, 1000)).toEqual(['dddd', 'eeee']);
  });

  it('writes appends of the same time together, in their order', async () => {
    const log = await scratch.open();
    const appends = Array.from({ length: 500 }, (_, i) => log.append(records(i, `${i}b`)));
    expect([log.durableEnd, log.endOffset]).toEqual([0, 1000]);
    await Promise.all(appends);
    expect(await valuesIn(log)).toEqual(
      Array.from({ length: 500 }, (_, i) => [`${i}`, `${i}b`]).flat(),
    );
    const [segment = ''] = await scratch.segments();
    // A batch is one fsync.
    expect((await readFile(segment)).toString('latin1').split(MAGIC.toString()).length - 1).toBe(1);
  });

  it('tells when a record is there', async () => {
    const log = await scratch.open();
    const controller = new AbortController();
    const told: string[] = [];
    const wait = async (name: string, offset: number) => {
      await log.waitFor(offset, controller.signal);
      told.push(name);
    };
    const second = wait('second', 1);
    const never = wait('third', 2);
    await log.append(records('a'));
    expect(told).toEqual([]);
    await log.append(records('b'));
    await second;
    expect(told).toEqual(['second']);
    await wait('there', 1);
    controller.abort();
    await never;
    await wait('aborted', 99);
    expect(told).toEqual(['second', 'there', 'third', 'aborted']);
  });

  it('removes what was read, but not the segment that is written', async () => {
    const log = await scratch.open({ segmentBytes: 1 });
    await log.append(records('a', 'aa'));
    for (const value of ['b', 'c']) await log.append(records(value));
    await log.commit(1);
    expect(await scratch.segments()).toHaveLength(3);
    expect(await valuesIn(log)).toEqual(['aa', 'b', 'c']);
    await log.commit(3);
    expect(await scratch.segments()).toHaveLength(1);
    await expect(log.read(2, ALL)).rejects.toMatchObject({ code: 'out-of-range' });
    await log.commit(4);
    await log.commit(1);
    for (const absent of [5, 4.5, Number.NaN]) {
      await expect(log.commit(absent)).rejects.toMatchObject({ code: 'out-of-range' });
    }
    const { bytes } = log;
    await log.close();
    const again = await scratch.open();
    expect(again).toMatchObject({ committed: 4, endOffset: 4, bytes });
    await again.append(records('d'));
    expect(await valuesIn(again)).toEqual(['d']);
  });

  it('finishes what it was given before it closes, and takes no more', async () => {
    const log = await scratch.open();
    const appending = log.append(records('a'));
    const waiting = log.waitFor(5, new AbortController().signal);
    waiting.catch(() => undefined);
    await Promise.all([log.close(), log.close()]);
    await appending;
    await expect(waiting).rejects.toMatchObject({ code: 'closed' });
    for (const use of [() => log.append(records('b')), () => log.read(0, ALL), () => log.commit(1)])
      await expect(use()).rejects.toMatchObject({ code: 'closed' });
    expect(await valuesIn(await scratch.open())).toEqual(['a']);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('does not begin with %s', async (firstOffset) => {
    await expect(scratch.open({ firstOffset })).rejects.toMatchObject({ code: 'out-of-range' });
  });

  it('may begin with any offset that is one', async () => {
    const firstOffset = 2 ** 53 - 3;
    const log = await scratch.open({ firstOffset });
    await log.append(records('a'));
    await log.commit(firstOffset + 1);
    await log.close();
    expect(await scratch.open()).toMatchObject({ committed: firstOffset + 1, id: log.id });
  });

  it('is another one in another folder', async () => {
    const log = await scratch.open();
    const other = await scratch.open({ dir: `${scratch.dir}-2` });
    expect(other.id).not.toBe(log.id);
  });
});

describe('whatever is done with it', () => {
  const action = fc.oneof(
    fc.record({ append: fc.array(fc.string({ maxLength: 40 }), { maxLength: 5 }) }),
    fc.record({ read: fc.nat(40), records: fc.integer({ min: 1, max: 9 }), bytes: fc.nat(99) }),
    fc.record({ commit: fc.nat(40) }),
    fc.constant('reopen' as const),
  );

  it('holds what was appended, in order, from what was committed on', async () => {
    let runs = 0;
    const property = fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
      const dir = `${scratch.dir}-${runs++}`;
      const open = () => scratch.open({ dir, segmentBytes: 100 });
      const expected: string[] = [];
      let log: RecordLog = await open();
      for (const step of actions) {
        if (step === 'reopen') {
          await log.close();
          log = await open();
        } else if ('append' in step) {
          await log.append(records(...step.append));
          expected.push(...step.append);
        } else if ('commit' in step) {
          await log.commit(Math.min(step.commit, expected.length));
        } else {
          const from = Math.min(log.committed + step.read, expected.length);
          const found = valuesOf(await log.read(from, step));
          expect(found).toEqual(expected.slice(from, from + found.length));
          if (from < expected.length) expect(found).not.toEqual([]);
        }
        expect(log.endOffset).toBe(expected.length);
      }
      expect(await valuesIn(log)).toEqual(expected.slice(log.committed));
      await log.close();
    });
    await fc.assert(property, { numRuns: 60 });
  });
});
