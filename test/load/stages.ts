// One stage of the bench in a process of its own, so that its CPU time and memory are its own.
// Prints one line of JSON: {records, seconds, cpuSeconds, peakMb}.
import { createReadStream } from 'node:fs';
import type { Engine, Store } from '@sekisho/clickhouse';
import { openStore } from '@sekisho/clickhouse';
import { type RecordBatch, readRecords } from '@sekisho/collector';
import { createDetector, FIRST_OFFSET, numberKey } from '@sekisho/detector';
import { createDirectory } from '@sekisho/ledger';
import { loadNumbering, loadRuleSet } from '@sekisho/reference';
import { openDataFolder } from '../../services/standalone/src/data-folder.ts';
import { NO_STORE } from './no-store.ts';

const LINE_FEED = 0x0a;

type Stage = (file: string, measured: Stopwatch) => Promise<number>;

class Stopwatch {
  #startedAt = 0;
  #cpu = process.cpuUsage();
  seconds = 0;
  cpuSeconds = 0;

  start(): void {
    this.#cpu = process.cpuUsage();
    this.#startedAt = performance.now();
  }

  stop(): void {
    this.seconds += (performance.now() - this.#startedAt) / 1000;
    const { user, system } = process.cpuUsage(this.#cpu);
    this.cpuSeconds += (user + system) / 1e6;
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      yield bytes.toString('latin1', start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
}

async function batchesOfLines(file: string, use: (lines: string[]) => void): Promise<number> {
  let records = 0;
  let lines: string[] = [];
  for await (const line of linesOf(file)) {
    lines.push(line);
    if (lines.length < 10_000) continue;
    records += lines.length;
    use(lines);
    lines = [];
  }
  use(lines);
  return records + lines.length;
}

const jsonParse: Stage = (file, measured) =>
  batchesOfLines(file, (lines) => {
    measured.start();
    for (const line of lines) JSON.parse(line);
    measured.stop();
  });

const number: Stage = (file, measured) => {
  const numbering = loadNumbering();
  return batchesOfLines(file, (lines) => {
    const dialled = lines.map((line) => (JSON.parse(line) as { called: string }).called);
    measured.start();
    for (const called of dialled) numbering.understand(called);
    measured.stop();
  });
};

const decode: Stage = async (file, measured) => {
  let records = 0;
  measured.start();
  for await (const batch of readRecords([file])) records += batch.outcomes.length;
  measured.stop();
  return records;
};

/** Decoding, enriching and scoring, and what a store takes of it. */
async function detect(
  file: string,
  engine: Engine,
  store: Store,
  measured: Stopwatch,
): Promise<number> {
  const detector = createDetector<RecordBatch>({
    numbering: loadNumbering(),
    ruleSet: loadRuleSet(),
    directory: createDirectory([]),
    numberKey: numberKey('00'),
    engine,
    store,
    topic: 'bench',
    firstOffset: FIRST_OFFSET,
    onReject: () => undefined,
    onAlert: () => undefined,
    now: Date.now,
  });
  measured.start();
  for await (const batch of readRecords([file])) await detector.run(batch);
  await detector.finish();
  measured.stop();
  const { identities, identityBytes, subscribers, watched } = detector.state;
  process.stderr.write(
    `${identities} identities of ${(identityBytes / identities).toFixed(1)} bytes, ${subscribers} subscribers, ${watched} with international calls\n`,
  );
  return detector.counters.records;
}

const score: Stage = async (file, measured) => {
  const { engine, close } = await openDataFolder(undefined);
  const records = await detect(file, engine, NO_STORE, measured);
  await close();
  return records;
};

/** The same engine with another way to insert. */
function withInserts(engine: Engine, insertRowBinary: Engine['insertRowBinary']): Engine {
  return {
    command: (sql, params) => engine.command(sql, params),
    query: (sql, params) => engine.query(sql, params),
    rows: (sql, params) => engine.rows(sql, params),
    text: (sql, format) => engine.text(sql, format),
    insertRowBinary,
    close: () => engine.close(),
  };
}

const encode: Stage = async (file, measured) => {
  const { engine, close } = await openDataFolder(undefined);
  const dropped = withInserts(engine, async () => undefined);
  const records = await detect(file, dropped, await openStore(dropped), measured);
  await close();
  return records;
};

const replay: Stage = async (file, measured) => {
  const { engine, store, close } = await openDataFolder(undefined);
  const records = await detect(file, engine, store, measured);
  await close();
  return records;
};

const insert: Stage = async (file, measured) => {
  const { engine, close } = await openDataFolder(undefined);
  const timed = withInserts(engine, async (table, columns, bytes) => {
    measured.start();
    await engine.insertRowBinary(table, columns, bytes);
    measured.stop();
  });
  const records = await detect(file, timed, await openStore(timed), new Stopwatch());
  await close();
  return records;
};

const stages: Record<string, Stage> = {
  'json-parse': jsonParse,
  decode,
  number,
  score,
  encode,
  insert,
  replay,
};

const [name = '', file = ''] = process.argv.slice(2);
const stage = stages[name];
if (stage === undefined) throw new Error(`no stage ${name}`);
const measured = new Stopwatch();
const records = await stage(file, measured);
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
const { seconds, cpuSeconds } = measured;
process.stdout.write(`${JSON.stringify({ records, seconds, cpuSeconds, peakMb })}\n`);
