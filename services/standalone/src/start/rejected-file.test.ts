import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reject } from '@sekisho/cdr';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type RejectedEntry, RejectedFile } from './rejected-file.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-rejected-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const entry = (file: string, line: number): RejectedEntry => ({
  reject: reject('not-json'),
  file,
  line,
  raw: Buffer.from(`{"line": ${line}`),
});
const lines = (name = 'rejected.ndjson') =>
  readFileSync(join(folder, name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { line: number });

it('keeps what comes at the same moment in its order, for its owner alone', async () => {
  const rejected = new RejectedFile(folder, Date.now);
  await Promise.all([1, 2, 3].map((line) => rejected.write([entry('a', line), entry('b', line)])));
  await rejected.write([]);
  expect(lines().map(({ line }) => line)).toEqual([1, 1, 2, 2, 3, 3]);
  expect(statSync(join(folder, 'rejected.ndjson')).mode & 0o777).toBe(0o600);
});

it('knows which record of a file it noted last', async () => {
  const rejected = new RejectedFile(folder, Date.now);
  expect(rejected.lastLineOf('cdr-0')).toBe(0);
  await rejected.write([entry('cdr-0', 9), entry('cdr-0', 12), entry('http:x', 99)]);
  expect(new RejectedFile(folder, Date.now).lastLineOf('cdr-0')).toBe(12);
});

it('begins anew each month and removes what is older than three', async () => {
  let now = Date.UTC(2026, 0, 31);
  const rejected = new RejectedFile(folder, () => now);
  for (let month = 0; month < 6; month++) {
    now = Date.UTC(2026, month, 15);
    await rejected.write([entry('a', month + 1)]);
  }
  const kept = ['rejected-2026-03.ndjson', 'rejected-2026-04.ndjson', 'rejected-2026-05.ndjson'];
  expect(readdirSync(folder).sort()).toEqual([...kept, 'rejected.ndjson']);
  expect(kept.map((name) => lines(name)[0]?.line)).toEqual([3, 4, 5]);
  expect(lines()[0]?.line).toBe(6);
});

it('goes on after a write that failed', async () => {
  const rejected = new RejectedFile(join(folder, 'gone'), Date.now);
  await expect(rejected.write([entry('a', 1)])).rejects.toThrow(/ENOENT/);
  const whole = new RejectedFile(folder, Date.now);
  await whole.write([entry('a', 1)]);
  expect(lines()).toHaveLength(1);
});
