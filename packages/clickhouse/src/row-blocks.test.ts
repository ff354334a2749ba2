import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBlocks } from './row-blocks.ts';

async function* cutAt(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let start = 0;
  for (const size of sizes) {
    yield bytes.subarray(start, start + size);
    start += size;
  }
  yield bytes.subarray(start);
}

async function rowsOf(chunks: AsyncIterable<Uint8Array>): Promise<unknown[]> {
  return (await Array.fromAsync(readBlocks<unknown>(chunks))).flat();
}

describe('readBlocks', () => {
  it('gives the same rows however the bytes are cut', async () => {
    const rows = fc.array(fc.record({ a: fc.string({ unit: 'binary' }), 'b"': fc.integer() }));
    await fc.assert(
      fc.asyncProperty(rows, fc.array(fc.nat(40)), async (given, sizes) => {
        const lines = [['a', 'b"'], ...given.map(Object.values)].map((row) => JSON.stringify(row));
        const bytes = Buffer.from(`${lines.join('\n')}\n`);
        expect(await rowsOf(cutAt(bytes, sizes))).toEqual(given);
      }),
    );
  });

  it.each([
    ['["a"]\n[1]\n[2', 'in a row'],
    ['["a"]\n[1]\nCode: 395. DB::Exception: stop\n', 'with a failure in words'],
  ])('throws for an answer that ends early: %j %s', async (text) => {
    const broken = rowsOf(cutAt(Buffer.from(text), []));
    await expect(broken).rejects.toMatchObject({ code: 'engine-query' });
  });

  it('gives nothing for an answer without rows', async () => {
    expect(await rowsOf(cutAt(Buffer.from('["a"]\n'), []))).toEqual([]);
    expect(await rowsOf(cutAt(Buffer.from(''), []))).toEqual([]);
  });
});
