import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseMapping } from '@sekisho/cdr';
import { buildCdrJson } from '@sekisho/cdr/testing';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { FeedError } from './feed-error.ts';
import { type ReadOptions, readRecords } from './read-records.ts';

const NOW = Date.parse('2026-01-06T00:00:00Z');
const T0 = Date.parse('2026-01-05T09:00:00Z');

const ROW =
  '"C1","1","010442079460000","","","a","b","","","2026-01-05 09:00:00","","2026-01-05 09:00:10",10,0,"BUSY",3';
const DOCUMENT = {
  'core-uuid': 'x',
  variables: { uuid: 'u1', accountcode: 'C1', end_epoch: '1767603600', note: '}{\\"' },
};

let folder: string;
let written = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-feed-'));
});

async function file(content: string | Buffer): Promise<string> {
  const path = join(folder, `f${written++}`);
  await writeFile(path, content);
  return path;
}

function record(callId: string, at = T0): string {
  const times = { at, startedAt: at, answeredAt: null, endedAt: at, durationSec: null };
  return JSON.stringify(buildCdrJson({ callId, ...times }));
}

/** Each record as `<callId or reason>@<line>`. */
async function read(paths: string[], options: ReadOptions = {}): Promise<string[]> {
  const seen: string[] = [];
  for await (const batch of readRecords(paths, { now: () => NOW, ...options })) {
    for (const [i, decoded] of batch.outcomes.entries()) {
      const what = decoded.outcome === 'ok' ? decoded.cdr.callId : decoded.reason;
      seen.push(`${what}@${batch.line(i)}`);
    }
  }
  return seen;
}

async function* chunked(content: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < content.length; i += size) yield content.subarray(i, i + size);
}

describe('readRecords', () => {
  it('cuts at LF and CR LF, skips empty lines and counts them, cuts a BOM', async () => {
    const content = `\uFEFF${record('a')}\r\n\n \t\r\n${record('b')}\n\r\r\n${record('c')}`;
    expect(await read([await file(content)])).toEqual(['a@1', 'b@4', 'c@6']);
  });

  it.each(['', '\uFEFF', '\n', ' \r\n\t\n', '\uFEFF\n'])(
    'finds no record in %j',
    async (content) => {
      expect(await read([await file(content)])).toEqual([]);
    },
  );

  it('takes a BOM behind a line end for text', async () => {
    const content = Buffer.from(`\n\uFEFF${record('a')}\n`);
    expect(await read(['-'], { stdin: chunked(content, 1) })).toEqual(['not-json@2']);
    expect(await read(['-'], { stdin: chunked(content, 999) })).toEqual(['not-json@2']);
  });

  it('gives the bytes of each record as they stand in the file', async () => {
    const bad = Buffer.from('{"callId":"\xff"}', 'latin1');
    const path = await file(
      Buffer.concat([Buffer.from(`${record('a')}\r\n`), bad, Buffer.from('\n')]),
    );
    const raws: string[] = [];
    for await (const batch of readRecords([path], { now: () => NOW })) {
      for (const i of batch.outcomes.keys()) {
        raws.push(batch.raw(i).toString('latin1'));
        expect(batch.file(i)).toBe(path);
      }
    }
    expect(raws).toEqual([record('a'), bad.toString('latin1')]);
  });

  it('reads the same whatever the chunks of standard input', async () => {
    const lines = ['a', '電', '', 'c'].map((id) => (id === '' ? '' : record(id)));
    const content = Buffer.from(`\uFEFF${lines.join('\r\n')}\n[]\n{"\n`);
    const expected = ['a@1', '電@2', 'c@4', 'not-object@5', 'not-json@6'];
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: content.length }),
        fc.boolean(),
        async (size, zip) => {
          const stdin = chunked(zip ? gzipSync(content) : content, size);
          expect(await read(['-'], { stdin })).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('reads more than one chunk of a file', async () => {
    const ids = Array.from({ length: 9_000 }, (_, i) => `c${i}`);
    const content = ids.map((id) => `${record(id)}\n`).join('');
    expect(content.length).toBeGreaterThan(2 * 1_048_576);
    const expected = ids.map((id, i) => `${id}@${i + 1}`);
    expect(await read([await file(content)])).toEqual(expected);
    expect(await read([await file(gzipSync(content))])).toEqual(expected);
  });

  it('takes the time of receipt from the clock given', async () => {
    const path = await file(record('late', NOW + 600_001));
    expect(await read([path])).toEqual(['bad-time@1']);
    expect(await read([path], { now: () => NOW + 1 })).toEqual(['late@1']);
  });

  it.each([
    ['65,536 bytes', 65_536, 'not-json@1'],
    ['65,537 bytes', 65_537, 'too-large@1'],
    ['3 MiB', 3 * 1_048_576, 'too-large@1'],
  ])('refuses a line of %s and goes on', async (_name, length, expected) => {
    for (const lineEnd of ['\n', '\r\n']) {
      const path = await file(`${'x'.repeat(length)}${lineEnd}${record('b')}`);
      expect(await read([path])).toEqual([expected, 'b@2']);
    }
  });

  it('keeps the first MiB of a line without end', async () => {
    const path = await file(`{"a":"${'x'.repeat(5 * 1_048_576)}`);
    for await (const batch of readRecords([path])) {
      expect(batch.outcomes).toEqual([{ outcome: 'reject', reason: 'too-large', field: null }]);
      expect(batch.raw(0).length).toBe(1_048_576);
      expect(batch.raw(0).toString('latin1', 0, 6)).toBe('{"a":"');
    }
  });

  it('takes megabytes of blanks as an empty line', async () => {
    const path = await file(
      `${' '.repeat(3 * 1_048_576)}\n${record('b')}\n${' '.repeat(3_000_000)}`,
    );
    expect(await read([path])).toEqual(['b@2']);
  });

  it('finds the format of each file by its content', async () => {
    const paths = [record('a'), ROW, JSON.stringify(DOCUMENT)].map(file);
    const sources: string[] = [];
    for await (const batch of readRecords(await Promise.all(paths))) {
      for (const decoded of batch.outcomes) {
        if (decoded.outcome === 'ok') sources.push(decoded.cdr.source);
      }
    }
    expect(sources).toEqual(['sbc1', 'asterisk', 'freeswitch']);
  });

  it('reads by the format given', async () => {
    expect(await read([await file(ROW)], { format: 'ndjson' })).toEqual(['not-json@1']);
    expect(await read([await file(record('a'))], { format: 'asterisk-csv' })).toEqual([
      'not-csv@1',
    ]);
  });

  it('takes what nothing recognises for broken NDJSON', async () => {
    expect(await read([await file('hello\nworld')])).toEqual(['not-json@1', 'not-json@2']);
  });

  it.each([
    ['not-found', async () => join(folder, 'nowhere')],
    ['not-found', async () => join(await file(''), 'below-a-file')],
    ['not-a-file', async () => folder],
  ])('throws %s before it reads anything', async (code, path) => {
    const batches = readRecords([await file(record('a')), await path()]);
    await expect(batches.next()).rejects.toMatchObject({ name: 'FeedError', code });
  });

  it('takes standard input once', async () => {
    await expect(readRecords(['-', '-']).next()).rejects.toMatchObject({ code: 'stdin-twice' });
  });

  it('reads a folder’s file whose path has blanks', async () => {
    await mkdir(join(folder, 'a b'), { recursive: true });
    const path = join(folder, 'a b', 'ｃ.ndjson');
    await writeFile(path, record('x'));
    expect(await read([path])).toEqual(['x@1']);
  });
});

describe('gzip', () => {
  it('reads several members', async () => {
    const members = ['a', 'b', 'c'].map((id) => gzipSync(`${record(id)}\n`));
    expect(await read([await file(Buffer.concat(members))])).toEqual(['a@1', 'b@2', 'c@3']);
  });

  it.each([
    ['zero bytes', Buffer.alloc(100_000)],
    ['other bytes', Buffer.alloc(100_000, 'x')],
  ])('takes or refuses %s behind the last member, but ends', async (_name, padding) => {
    const path = await file(Buffer.concat([gzipSync(record('a')), padding]));
    const seen = await read([path]).catch((error: FeedError) => [error.code]);
    expect([['a@1'], ['gzip-broken']]).toContainEqual(seen);
  });

  it('throws after the records in front of the cut', async () => {
    const ids = Array.from({ length: 3_000 }, (_, i) => `c${i}`);
    const whole = gzipSync(ids.map((id) => `${record(id)}\n`).join(''));
    for (const kept of [0.3, 0.9, 1 - 1 / whole.length]) {
      const path = await file(whole.subarray(0, Math.floor(whole.length * kept)));
      const seen: string[] = [];
      const reading = (async () => {
        for await (const { outcomes } of readRecords([path], { now: () => NOW })) {
          seen.push(...outcomes.map((decoded) => decoded.outcome));
        }
      })();
      await expect(reading).rejects.toThrow(FeedError);
      await expect(reading).rejects.toMatchObject({ code: 'gzip-broken', file: path });
      expect(seen.length).toBeGreaterThan(3_000 * kept * 0.6);
      expect(new Set(seen)).toEqual(new Set(['ok']));
    }
  });

  it('throws on damage', async () => {
    const broken = gzipSync(record('a').repeat(50));
    broken.fill(0xff, 20, 40);
    await expect(read([await file(broken)])).rejects.toMatchObject({ code: 'gzip-broken' });
  });
});

describe('mergeByTime', () => {
  const merged = (paths: string[]) => read(paths, { mergeByTime: true });
  const lines = (...records: [string, number][]) =>
    records.map(([id, at]) => record(id, T0 + at)).join('\n');

  it('gives one stream in order of at, equal times in file order', async () => {
    const one = await file(lines(['a1', 1], ['a2', 4], ['a3', 4], ['a4', 9]));
    const two = await file(lines(['b1', 2], ['b2', 4], ['b3', 5]));
    const none = await file('');
    expect(await merged([one, none, two])).toEqual([
      'a1@1',
      'b1@1',
      'a2@2',
      'a3@3',
      'b2@2',
      'b3@3',
      'a4@4',
    ]);
  });

  it('keeps each reject behind the record in front of it', async () => {
    const one = await file(`[]\n${lines(['a1', 5])}\n{\n${lines(['a2', 9])}`);
    const two = await file(lines(['b1', 1], ['b2', 6]));
    expect(await merged([one, two])).toEqual([
      'not-object@1',
      'b1@1',
      'a1@2',
      'not-json@3',
      'b2@2',
      'a2@4',
    ]);
  });

  it('sorts as a stable sort of all records does', async () => {
    const times = fc.array(fc.nat({ max: 20 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.array(times, { maxLength: 5 }), async (files) => {
        const sorted = files.map((file) => file.toSorted((a, b) => a - b));
        const all = sorted.flatMap((file, f) =>
          file.map((at, i): [string, number] => [`${f}.${i}`, at]),
        );
        const paths = sorted.map((_, f) =>
          file(lines(...all.filter(([id]) => id.startsWith(`${f}.`)))),
        );
        const seen = await merged(await Promise.all(paths));
        const expected = all.toSorted((a, b) => a[1] - b[1]).map(([id]) => id);
        expect(seen.map((text) => text.split('@')[0])).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it.each([true, false])(
    'closes what it reads when the reader leaves, merged %s',
    async (mergeByTime) => {
      let isClosed = false;
      async function* stdin() {
        try {
          for (let i = 0; ; i++) yield Buffer.from(`${record(`s${i}`, T0 + i)}\n`);
        } finally {
          isClosed = true;
        }
      }
      const other = await file(record('b', T0 + 50));
      for await (const _ of readRecords(['-', other], { mergeByTime, stdin: stdin() })) break;
      expect(isClosed).toBe(true);
    },
  );

  it('ends with the fault of any file, after what came before it', async () => {
    const good = await file(lines(['a1', 1], ['a2', 9]));
    const broken = await file(gzipSync(lines(['b1', 2], ['b2', 3])).subarray(0, -1));
    await expect(merged([good, broken])).rejects.toMatchObject({
      code: 'gzip-broken',
      file: broken,
    });
  });

  it('loses nothing over batch ends', async () => {
    const side = (from: number) =>
      Array.from({ length: 6_000 }, (_, i): [string, number] => [`${from}.${i}`, i * 2 + from]);
    const seen = await merged([await file(lines(...side(0))), await file(lines(...side(1)))]);
    expect(seen).toHaveLength(12_000);
    expect(seen.slice(0, 4)).toEqual(['0.0@1', '1.0@1', '0.1@2', '1.1@2']);
    expect(new Set(seen).size).toBe(12_000);
  });
});

describe('documents over several lines', () => {
  const pretty = (uuid: string) =>
    JSON.stringify({ ...DOCUMENT, variables: { ...DOCUMENT.variables, uuid } }, null, '\t');

  it('joins them, and tells the line each begins on', async () => {
    const content = `\n${pretty('a')}\n${JSON.stringify(DOCUMENT)}\n\n${pretty('c')}\n`;
    expect(await read([await file(content)])).toEqual(['a@2', 'u1@11', 'c@13']);
  });

  it('gives the bytes from the first brace to the last', async () => {
    const text = pretty('a').replaceAll('\n', '\r\n');
    for (const size of [7, 50, 10_000]) {
      const stdin = chunked(Buffer.from(`${text}\r\n${text}`), size);
      const raws: string[] = [];
      for await (const batch of readRecords(['-'], { stdin })) {
        for (const i of batch.outcomes.keys()) raws.push(batch.raw(i).toString());
      }
      expect(raws).toEqual([text, text]);
    }
  });

  it('loses one document alone when one is cut short', async () => {
    const cut = pretty('a').split('\n').slice(0, 4).join('\n');
    const content = Buffer.from(`${pretty('x')}\n${cut}\n${pretty('b')}\n${cut}\n`);
    const expected = ['x@1', 'not-json@10', 'b@14', 'not-json@23'];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: content.length }), async (size) => {
        expect(await read(['-'], { stdin: chunked(content, size) })).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('refuses one beyond the limit and goes on', async () => {
    const long = pretty('a').replace('"C1"', `"C1",\n${'"x":"y",\n'.repeat(200_000)}"z":"1"`);
    const seen = await read([await file(`${pretty('x')}\n${long}\n${pretty('b')}`)]);
    expect(seen.map((text) => text.split('@')[0])).toEqual(['x', 'too-large', 'b']);
  });
});

describe('a mapping', () => {
  const csv = parseMapping(
    `format: csv
skipLines: 1
comment: "#"
only: [{ column: kind, values: [CALL] }]
fields: { callId: id, line: kind, endedAt: { column: end, time: epoch-ms } }`,
    'm.yaml',
  );
  const json = parseMapping(
    'format: json\nfields: { callId: id, line: id, endedAt: end }',
    'm.yaml',
  );
  const row = (id: string, kind = 'CALL') => `${kind},${id},${T0}\n`;
  const head = 'Calls\n\n# by hour\nkind,id,end\n';

  it('is read behind the head, whatever the chunks', async () => {
    const content = Buffer.from(`\uFEFF${head}${row('a')}# x\n${row('b', 'SMS')}\n${row('c')}x`);
    for (let size = 1; size <= content.length; size += 7) {
      const skipped: number[] = [];
      const onSkipped = (count: number) => skipped.push(count);
      const seen = await read(['-'], { mapping: csv, stdin: chunked(content, size), onSkipped });
      expect(seen).toEqual(['a@5', 'c@9']);
      expect(skipped.reduce((sum, count) => sum + count, 0)).toBe(3);
    }
  });

  it.each(['', 'Calls', 'Calls\n#\n', head])('finds no record in the head %j', async (content) => {
    expect(await read([await file(content)], { mapping: csv })).toEqual([]);
  });

  it('refuses a file that lacks a column, after the files in front of it', async () => {
    const good = await file(head + row('a'));
    const path = await file(`Calls\nkind,id,begin\n${row('b')}`);
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { outcomes } of readRecords([good, path], { mapping: csv })) {
        seen.push(...outcomes.map(({ outcome }) => outcome));
      }
    })();
    await expect(reading).rejects.toMatchObject({
      code: 'bad-head',
      file: path,
      message: expect.stringMatching(/: its header lacks “end”; it names “kind”, “id”, “begin”$/),
    });
    expect(seen).toEqual(['ok']);
  });

  it('refuses a file of comments alone, however long', async () => {
    const path = await file('# x\n'.repeat(100_000));
    await expect(read([path], { mapping: csv })).rejects.toMatchObject({ code: 'bad-head' });
    expect(await read([await file('# x\n'.repeat(1_000))], { mapping: csv })).toEqual([]);
  });

  it('merges files of it by time', async () => {
    const one = await file(head + row('a') + row('b', 'SMS'));
    const two = await file(`${head}${row('x', 'SMS')}`);
    expect(await read([one, two], { mapping: csv, mergeByTime: true })).toEqual(['a@5']);
  });

  it.each([
    ['a line each', undefined, '\n', ['a@1', 'b@2']],
    ['over lines', 1, '\n', ['a@1', 'b@5']],
  ])('reads JSON objects %s', async (_how, indent, between, expected) => {
    const rows = ['a', 'b'].map((id) => JSON.stringify({ id, end: T0 }, null, indent));
    expect(await read([await file(rows.join(between))], { mapping: json })).toEqual(expected);
  });

  it.each([
    ['compact', undefined, ['a@1', 'b@1']],
    ['pretty', 2, ['a@2', 'b@6']],
  ])('reads a %s array of JSON objects', async (_how, indent, expected) => {
    const rows = ['a', 'b'].map((id) => ({ id, end: T0 }));
    const path = await file(JSON.stringify(rows, null, indent));
    expect(await read([path], { mapping: json })).toEqual(expected);
  });

  it('reads an array of many megabytes on one line', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => ({
      id: `c${i}`,
      end: T0,
      more: 'x'.repeat(40),
    }));
    const seen = await read([await file(JSON.stringify(rows))], { mapping: json });
    expect(seen).toEqual(rows.map(({ id }) => `${id}@1`));
  });
});
