import {
  appendFile,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { buildCdrJson } from '@sekisho/cdr/testing';
import { describe, expect, it, type TestContext } from 'vitest';
import { createCollector } from '../collector.ts';
import { collectorParts } from '../testing/collector-parts.ts';
import type { MemorySink } from '../testing/memory-sink.ts';
import { parseWatch } from './watched-directory.ts';

const record = (callId: string) => JSON.stringify(buildCdrJson({ callId }));
const lines = (prefix: string, count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => `${record(`${prefix}${from + i}`)}\n`).join('');
const ids = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${prefix}${i}`);

/** A directory of its own, and collectors that watch it, one after another. */
async function place({ onTestFinished }: TestContext, options = '') {
  const root = await mkdtemp(join(tmpdir(), 'sekisho-watch-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const path = join(root, 'in');
  await mkdir(path);
  const stateDir = join(root, 'state');
  const directories = parseWatch(`${path}${options}`);
  const start = async (settledMs = 100) => {
    const { sink, options: parts } = collectorParts({ now: Date.now });
    const collector = createCollector(parts);
    const watching = await collector.watch({ directories, stateDir, settledMs });
    onTestFinished(() => watching.stop());
    const health = async () => {
      const answer = await collector.app.request('/health');
      return (await answer.json()) as { healthy: boolean; notes: Record<string, string> };
    };
    return { sink, watching, health, metrics: () => parts.metrics.text() };
  };
  const file = (name: string, content: string | Buffer) => writeFile(join(path, name), content);
  return { root, path, stateDir, start, file, at: (name: string) => join(path, name) };
}

async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`in vain: ${what}`);
    await wait(20);
  }
}

const taken = (sink: MemorySink, count: number) =>
  until(() => sink.accepted.length >= count, `${count} records, ${sink.accepted.length} came`);

const tally = (sink: MemorySink) =>
  Object.fromEntries(
    Map.groupBy(sink.callIds, (id) => id)
      .entries()
      .map(([id, all]) => [id, all.length]),
  );

/** Long enough for two looks. */
const idle = () => wait(2300);

describe.concurrent('whole files', () => {
  it('takes them in the order of their names, packed or not, and no temporary ones', async (test) => {
    const { file, start } = await place(test);
    await file('b.ndjson', lines('b', 2));
    await file('a.ndjson.gz', gzipSync(lines('a', 2)));
    await file('c.ndjson', record('c0'));
    for (const name of ['.d', 'd.tmp', 'd.part', 'd~']) await file(name, lines('d', 1));
    const { sink, metrics } = await start();
    await taken(sink, 5);
    await idle();
    expect(sink.callIds).toEqual(['a0', 'a1', 'b0', 'b1', 'c0']);
    expect(await metrics()).toMatch(/collector_files_total\{outcome="done",[^}]*\} 3/);
  });

  it('takes rows of Asterisk, header left out, with source and zone', async (test) => {
    const { file, start } = await place(test, '?source=pbx1&timeZone=Asia/Tokyo');
    const row = (callId: string) =>
      `"C1","1","010442079460000","","","a","b","","","2026-01-05 09:00:00","","2026-01-05 09:00:10",10,0,"BUSY",3,"${callId}",""\n`;
    await file('Master.csv', `accountcode,src,dst\n${row('u1')}nonsense\n${row('u2')}`);
    const { sink } = await start();
    await taken(sink, 2);
    expect(JSON.parse(sink.texts[0] ?? '')).toMatchObject({
      source: 'pbx1',
      subscriber: 'C1',
      endedAt: '2026-01-05T00:00:10.000Z',
    });
    expect(
      sink.refused.map(({ reason, origin, raw }) => [reason, origin.split('/').at(-1), `${raw}`]),
    ).toEqual([['not-csv', 'Master.csv#3', 'nonsense']]);
  });

  it('takes documents over several lines', async (test) => {
    const { file, start } = await place(test, '?format=freeswitch-json');
    const document = (uuid: string) =>
      JSON.stringify(
        { 'core-uuid': 'x', variables: { uuid, accountcode: 'C1', end_epoch: '1767603600' } },
        null,
        1,
      );
    await file('a.json', `${document('a')}\n${document('b')}\n`);
    const { sink } = await start();
    await taken(sink, 2);
    expect(sink.callIds).toEqual(['a', 'b']);
  });

  it('takes a single row without a line end', async (test) => {
    const { file, start } = await place(test);
    const row =
      '"C1","1","010442079460000","","","a","b","","","2026-01-05 09:00:00","","2026-01-05 09:00:10",10,0,"BUSY",3,"u1",""';
    await file('Master.csv', row);
    const { sink } = await start();
    await taken(sink, 1);
  });

  it('waits for a file that still grows', async (test) => {
    const { at, start } = await place(test);
    const { sink } = await start(1000);
    for (let i = 0; i < 20; i++) {
      await appendFile(at('a'), lines('a', 1, i));
      await wait(50);
    }
    expect(sink.accepted).toEqual([]);
    await taken(sink, 20);
    expect(sink.callIds).toEqual(ids('a', 20));
    await appendFile(at('a'), lines('a', 1, 20));
    await taken(sink, 21);
    expect(sink.callIds).toEqual(ids('a', 21));
  });

  it('takes nothing twice that comes again under another name', async (test) => {
    const { file, at, start, path } = await place(test);
    await file('a', lines('a', 900));
    const first = await start();
    await taken(first.sink, 900);
    await copyFile(at('a'), at('b'));
    await file('c.gz', gzipSync(lines('a', 900)));
    const known = async () => /outcome="known",[^}]*\} 2/.test(await first.metrics());
    await until(known, 'two known files');
    await first.watching.stop();
    await rename(at('a'), join(path, 'd'));
    const second = await start();
    await idle();
    expect([first.sink.accepted.length, second.sink.accepted.length]).toEqual([900, 0]);
    await file('e', lines('b', 900));
    await taken(second.sink, 900);
  });

  it.for(['', '.gz'])('goes on in mid-file after a stop, %s', async (suffix, test) => {
    const { file, start } = await place(test);
    const content = lines('a', 6000);
    await file(`a${suffix}`, suffix === '' ? content : gzipSync(content));
    const first = await start();
    await until(() => {
      first.sink.isDown = first.sink.writes >= 2;
      return first.sink.isDown;
    }, 'two writes');
    await until(async () => (await first.health()).healthy === false, 'a complaint');
    await first.watching.stop();
    const before = first.sink.callIds;
    expect(before.length).toBeLessThan(6000);
    const second = await start();
    await taken(second.sink, 6000 - before.length);
    await idle();
    expect([...before, ...second.sink.callIds]).toEqual(ids('a', 6000));
  });

  it('waits while the sink is down, and goes on', async (test) => {
    const { file, start } = await place(test);
    const { sink, health } = await start();
    sink.isDown = true;
    await file('a', lines('a', 10));
    await until(async () => (await health()).healthy === false, 'a complaint');
    sink.isDown = false;
    await taken(sink, 10);
    expect((await health()).healthy).toBe(true);
  });

  it('takes what can be read of a broken file, says so, and takes its mended form', async (test) => {
    const { file, start } = await place(test);
    const packed = gzipSync(lines('a', 3000));
    await file('a.gz', packed.subarray(0, -20));
    const { sink, health, metrics } = await start();
    await until(async () => (await health()).healthy === false, 'a complaint');
    expect(await metrics()).toMatch(/collector_files_total\{outcome="failed",[^}]*\} 1/);
    await file('b', lines('b', 1));
    await until(() => sink.callIds.includes('b0'), 'the next file');
    await file('a.gz', packed);
    await taken(sink, 3001);
    await until(async () => (await health()).healthy === true, 'peace');
    expect(new Set(sink.callIds)).toEqual(new Set([...ids('a', 3000), 'b0']));
    expect(sink.callIds).toHaveLength(3001);
  });

  it('stands a directory that goes and comes', async (test) => {
    const { path, file, start } = await place(test);
    const { sink, health } = await start();
    await rm(path, { recursive: true });
    await until(async () => (await health()).healthy === false, 'a complaint');
    await mkdir(path);
    await file('a', lines('a', 1));
    await taken(sink, 1);
    expect((await health()).healthy).toBe(true);
  });

  it('refuses a checkpoint that it cannot read', async (test) => {
    const { stateDir, file, start } = await place(test);
    await file('a', lines('a', 1));
    const { sink, watching } = await start();
    await taken(sink, 1);
    await watching.stop();
    const [state = ''] = await readdir(stateDir);
    await writeFile(join(stateDir, state), '{');
    await expect(start()).rejects.toMatchObject({ code: 'checkpoint-unreadable' });
  });
});

describe.concurrent('a sequence', () => {
  it('raises an alarm for a file that is missing, also over a restart, until it comes', async (test) => {
    const { file, start } = await place(test, '?sequence=1');
    for (const i of [1, 2, 4]) await file(`cdr-00${i}.ndjson`, lines(`f${i}-`, 1));
    const first = await start();
    const gaps = (count: number) => async () =>
      new RegExp(`sekisho_collector_sequence_gaps\\{[^}]*\\} ${count}\n`).test(
        await first.metrics(),
      );
    await until(gaps(1), 'an alarm');
    const { healthy, notes } = await first.health();
    expect([healthy, Object.values(notes)]).toEqual([
      true,
      ['1 missing in sequence: cdr-003.ndjson'],
    ]);
    await first.watching.stop();
    const second = await start();
    await until(async () => Object.keys((await second.health()).notes).length === 1, 'it again');
    await file('cdr-003.ndjson', lines('f3-', 1));
    await until(async () => Object.keys((await second.health()).notes).length === 0, 'peace');
  });
});

describe.concurrent('a file that grows for ever', () => {
  it('is read as it grows, whole lines only', async (test) => {
    const { at, file, start } = await place(test, '?follow=1');
    await file('m', lines('a', 2));
    const { sink } = await start();
    await taken(sink, 2);
    await appendFile(at('m'), lines('a', 1, 2) + record('a3').slice(0, 50));
    await taken(sink, 3);
    await idle();
    expect(sink.refused).toEqual([]);
    await appendFile(at('m'), `${record('a3').slice(50)}\n`);
    await taken(sink, 4);
    expect(sink.callIds).toEqual(ids('a', 4));
  });

  it('goes on where it was after a restart', async (test) => {
    const { at, file, start } = await place(test, '?follow=1');
    await file('m', lines('a', 1000));
    const first = await start();
    await taken(first.sink, 1000);
    await first.watching.stop();
    await appendFile(at('m'), lines('b', 3));
    const second = await start();
    await taken(second.sink, 3);
    expect(second.sink.callIds).toEqual(ids('b', 3));
  });

  it.for<[string, (at: (name: string) => string) => Promise<void>]>([
    [
      'renamed and made anew',
      async (at: (name: string) => string) => {
        await appendFile(at('m'), lines('b', 2));
        await rename(at('m'), at('m.1'));
        await writeFile(at('m'), lines('c', 900));
      },
    ],
    [
      'copied and cut',
      async (at: (name: string) => string) => {
        await appendFile(at('m'), lines('b', 2));
        await copyFile(at('m'), at('m.1'));
        await truncate(at('m'));
        await appendFile(at('m'), lines('c', 900));
      },
    ],
    [
      'renamed, packed and made anew',
      async (at: (name: string) => string) => {
        await writeFile(at('m.1.gz'), gzipSync(lines('a', 800) + lines('b', 2)));
        await writeFile(at('m'), lines('c', 900));
      },
    ],
  ])('is followed when it is %s', async ([, rotate], test) => {
    const { at, file, start } = await place(test, '?follow=1');
    await file('m', lines('a', 800));
    const { sink } = await start();
    await taken(sink, 800);
    await rotate(at);
    await taken(sink, 1702);
    await idle();
    const expected = [...ids('a', 800), ...ids('b', 2), ...ids('c', 900)];
    expect(tally(sink)).toEqual(Object.fromEntries(expected.map((id) => [id, 1])));
  });

  it('is followed when it is cut while nobody watches', async (test) => {
    const { file, start } = await place(test, '?follow=1');
    await file('m', lines('a', 800));
    const first = await start();
    await taken(first.sink, 800);
    await first.watching.stop();
    await file('m', lines('b', 1600));
    const second = await start();
    await taken(second.sink, 1600);
    await idle();
    expect(second.sink.callIds).toEqual(ids('b', 1600));
  });
});

describe.concurrent('a mapping', () => {
  const at = Date.parse('2026-01-05T09:00:00Z');
  const rows = (prefix: string, count: number, from = 0) =>
    Array.from({ length: count }, (_, i) => `${prefix}${from + i};1;00312345678;${at}\n`).join('');

  async function mapped(test: TestContext, options: string) {
    const root = await mkdtemp(join(tmpdir(), 'sekisho-mapping-'));
    test.onTestFinished(() => rm(root, { recursive: true }));
    const mapping = join(root, 'm.yaml');
    await writeFile(
      mapping,
      `format: csv
delimiter: ";"
comment: "#"
source: osaka
outsideLine: "0"
fields: { callId: id, line: from, called: to, endedAt: { column: end, time: epoch-ms } }`,
    );
    return place(test, `?mapping=${mapping}${options}`);
  }

  it('reads a followed file on in its middle, by the header at its beginning', async (test) => {
    const { file, at: path, start } = await mapped(test, '&follow=1');
    await file('m.csv', 'end;id');
    const early = await start();
    await idle();
    await writeFile(path('m.csv'), `id;from;to;end\n# x\n${rows('a', 800)}`);
    await taken(early.sink, 800);
    expect(await early.metrics()).toMatch(/sekisho_collector_skipped_total\{[^}]*\} 1\n/);
    await early.watching.stop();
    expect(early.sink.refused).toEqual([]);
    expect(JSON.parse(early.sink.texts[0] ?? '')).toMatchObject({
      source: 'osaka',
      called: '0312345678',
    });
    await appendFile(path('m.csv'), rows('b', 2));
    const second = await start();
    await taken(second.sink, 2);
    await appendFile(path('m.csv'), rows('b', 1, 2));
    await taken(second.sink, 3);
    expect(second.sink.callIds).toEqual(ids('b', 3));
  });

  it.for(['', '.gz'])('goes on in mid-file after a stop, %s', async (suffix, test) => {
    const { file, start } = await mapped(test, '');
    const content = `id;from;to;end\n${rows('a', 40_000)}`;
    await file(`a${suffix}`, suffix === '' ? content : gzipSync(content));
    const first = await start();
    await until(() => {
      first.sink.isDown = first.sink.writes >= 2;
      return first.sink.isDown;
    }, 'two writes');
    await until(async () => (await first.health()).healthy === false, 'a complaint');
    await first.watching.stop();
    const before = first.sink.callIds;
    expect(before.length).toBeLessThan(40_000);
    const second = await start();
    await taken(second.sink, 40_000 - before.length);
    expect([...before, ...second.sink.callIds]).toEqual(ids('a', 40_000));
  });

  it('says what column a file lacks, and takes the next', async (test) => {
    const { file, start } = await mapped(test, '');
    await file('a.csv', 'id;from;end\n1;2;3\n');
    await file('b.csv', `id;from;to;end\n${rows('b', 1)}`);
    await file('c.csv', 'id;from;to;end');
    const { sink, health, metrics } = await start();
    await taken(sink, 1);
    await until(async () => (await health()).healthy === false, 'a complaint');
    expect(sink.refused).toEqual([]);
    const failed = async () => /files_total\{outcome="failed",[^}]*\} 1/.test(await metrics());
    await until(failed, 'one failed file');
    await until(async () => /outcome="done",[^}]*\} 2/.test(await metrics()), 'two done files');
    await file('a.csv', `id;from;to;end\n${rows('a', 1)}`);
    await taken(sink, 2);
    await until(async () => (await health()).healthy === true, 'peace');
  });

  it('reads the last line of a file without a line end', async (test) => {
    const { file, start } = await mapped(test, '');
    await file('a.csv', `id;from;to;end\n${rows('a', 1).trimEnd()}`);
    const { sink } = await start();
    await taken(sink, 1);
  });
});
