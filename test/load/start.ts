// npm run bench:start [-- --records N]: `sekisho start`, records in by HTTP until all are stored;
// beside JSON.parse of the same lines in the same run.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchPreset } from '@sekisho/simulator';
import { writeSimulation } from '../../services/standalone/src/commands/simulate.ts';
import { eventually } from '../support/eventually.ts';
import { Installation } from '../support/installation.ts';

const BATCH = 2000;
const CLIENTS = 4;
const LATENCY_POSTS = 200;

const { values } = parseArgs({ options: { records: { type: 'string', default: '500000' } } });
const folder = mkdtempSync(join(tmpdir(), 'sekisho-bench-'));
try {
  await bench(Number(values.records));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function bench(records: number): Promise<void> {
  writeSimulation(folder, benchPreset({ records, seed: 1 }));
  const lines = readFileSync(join(folder, 'cdrs.ndjson'), 'utf8').trimEnd().split('\n');
  const parsed = lines.length / (await secondsOf(() => parseAll(lines)));
  print('JSON.parse alone', perSecond(parsed), '1.00');

  const installation = new Installation(join(folder, 'data'));
  print('first start', seconds(await secondsOf(() => installation.start())));
  let acknowledged = 0;
  const stored = await secondsOf(async () => {
    acknowledged = await secondsOf(() => postAll(installation, lines));
    await eventually(async () => (await installation.status()).records.waiting === 0, 600_000);
  });
  const rates = [
    ['acknowledged', lines.length / acknowledged],
    ['detected and stored', lines.length / stored],
  ] as const;
  for (const [what, rate] of rates) print(what, perSecond(rate), (rate / parsed).toFixed(2));
  print(
    'memory',
    `${Math.round((await installation.process.metric('process_resident_memory_bytes')) / 1e6)} MB`,
  );
  const times = await latencies(installation, lines);
  print(
    'one record acknowledged',
    `p50 ${times.at(LATENCY_POSTS / 2)} ms`,
    `p99 ${times.at(-3)} ms`,
  );
  await installation.stop();
  print('start with that history', seconds(await secondsOf(() => installation.start())));
  await installation.stop();
}

async function postAll(installation: Installation, lines: readonly string[]): Promise<void> {
  let next = 0;
  const client = async () => {
    for (let from = next; from < lines.length; from = next) {
      next += BATCH;
      await post(installation, lines.slice(from, from + BATCH).join('\n'));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

async function post({ process, token }: Installation, body: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${process.url}/v1/cdrs`, { method: 'POST', headers, body });
  if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
}

/** Ascending, in ms. */
async function latencies(installation: Installation, lines: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const line of lines.slice(0, LATENCY_POSTS)) {
    times.push(Math.round(1000 * (await secondsOf(() => post(installation, line)))));
  }
  return times.sort((a, b) => a - b);
}

function parseAll(lines: readonly string[]): void {
  for (const line of lines) JSON.parse(line);
}

async function secondsOf(work: () => Promise<void> | void): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

function perSecond(rate: number): string {
  return `${Math.round(rate).toLocaleString('en')}/s`;
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}

function print(what: string, ...figures: readonly string[]): void {
  process.stdout.write(`${what.padEnd(26)}${figures.map((each) => each.padStart(14)).join('')}\n`);
}
