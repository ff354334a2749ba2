// npm run bench:score [-- --records N]: international legs through the scorer alone, in memory and
// by the rules that ship, beside JSON.parse of records of the same file. Domestic legs are noted too,
// a slice ahead of the international ones, but not timed. Times are of the processor: what else the
// machine does meanwhile does not count.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readRecords } from '@sekisho/collector';
import { createDetector, FIRST_OFFSET, numberKey } from '@sekisho/detector';
import { createDirectory } from '@sekisho/ledger';
import { loadNumbering, loadRuleSet } from '@sekisho/reference';
import { Scorer } from '@sekisho/rules';
import { benchPreset } from '@sekisho/simulator';
import { writeSimulation } from '../../services/standalone/src/commands/simulate.ts';
import { openDataFolder } from '../../services/standalone/src/data-folder.ts';
import { NO_STORE } from './no-store.ts';

type Applied = Parameters<Scorer['apply']>;
type Noted = Parameters<Scorer['note']>;

/** What a scorer was given, in order: an applied leg or a noted one. */
type Given = { applied: Applied } | { noted: Noted };

const ROUNDS = 3;
const SLICE = 10_000;
/** So many lines are parsed, that it takes long enough to be measured. */
const PARSED = 300_000;

const { values } = parseArgs({ options: { records: { type: 'string', default: '1000000' } } });
const records = Number(values.records);
const folder = fileURLToPath(new URL(`../../bench-out/traffic-${records}`, import.meta.url));
const file = `${folder}/cdrs.ndjson`;

if (!existsSync(file)) {
  mkdirSync(folder, { recursive: true });
  writeSimulation(folder, benchPreset({ records, seed: 1 }));
}

const given = await whatScorersAreGiven();
const legs = given.filter((one) => 'applied' in one).length;
const lines = readFileSync(file, 'latin1').split('\n', PARSED).filter(Boolean);
process.stdout.write(`${legs.toLocaleString('en')} international legs of ${records} records\n`);
for (let round = 1; round <= ROUNDS; round++) {
  const parsed = lines.length / parseSeconds();
  const scored = legs / scoreSeconds();
  process.stdout.write(
    `round ${round}: ${rate(scored)} legs/s beside ${rate(parsed)} JSON.parse/s: ratio ${(scored / parsed).toFixed(3)}\n`,
  );
}

function rate(perSecond: number): string {
  return Math.round(perSecond).toLocaleString('en');
}

/** Decodes and enriches the file; nothing is scored meanwhile. */
async function whatScorersAreGiven(): Promise<Given[]> {
  const all: Given[] = [];
  const { apply, note } = Scorer.prototype;
  Scorer.prototype.apply = (...applied) => void all.push({ applied });
  Scorer.prototype.note = (...noted) => void all.push({ noted });
  const { engine, close } = await openDataFolder(undefined);
  const detector = createDetector({
    numbering: loadNumbering(),
    ruleSet: loadRuleSet(),
    directory: createDirectory([]),
    numberKey: numberKey('00'),
    engine,
    store: NO_STORE,
    topic: 'bench',
    firstOffset: FIRST_OFFSET,
    onReject: () => undefined,
    onAlert: () => undefined,
    now: Date.now,
  });
  for await (const batch of readRecords([file])) await detector.run(batch);
  await close();
  Object.assign(Scorer.prototype, { apply, note });
  return all;
}

function parseSeconds(): number {
  return cpuSecondsOf(() => {
    for (const line of lines) JSON.parse(line);
  });
}

function scoreSeconds(): number {
  let versions = 0;
  const scorer = new Scorer({
    ruleSet: loadRuleSet(),
    alertId: () => `a-${versions}`,
    onVersion: () => void versions++,
  });
  let seconds = 0;
  for (let from = 0; from < given.length; from += SLICE) {
    const slice = given.slice(from, from + SLICE);
    for (const one of slice) if ('noted' in one) scorer.note(...one.noted);
    seconds += cpuSecondsOf(() => {
      for (const one of slice) if ('applied' in one) applyTo(scorer, one.applied);
    });
  }
  return seconds;
}

function applyTo(scorer: Scorer, [subscriber, traits, leg, clock]: Applied): void {
  scorer.runTimersOf(subscriber, leg.at);
  scorer.apply(subscriber, traits, leg, clock);
  scorer.runTimers(leg.at);
}

function cpuSecondsOf(run: () => void): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1e6;
}
