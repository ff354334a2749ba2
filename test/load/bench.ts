// npm run bench [-- --records N]: the stages of a replay over one file, each beside JSON.parse alone.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchPreset } from '@sekisho/simulator';
import { writeSimulation } from '../../services/standalone/src/commands/simulate.ts';

interface Figures {
  records: number;
  seconds: number;
  cpuSeconds: number;
  peakMb: number;
}

const STAGES = [
  ['json-parse', 'JSON.parse alone'],
  ['decode', 'read and decode'],
  ['number', 'understand numbers alone'],
  ['score', 'decode → enrich → score'],
  ['encode', 'the same, encoded as RowBinary'],
  ['insert', 'insert alone, while the rest runs'],
  ['replay', 'whole replay, all stored'],
] as const;

const { values } = parseArgs({ options: { records: { type: 'string', default: '1000000' } } });
const records = Number(values.records);
const folder = fileURLToPath(new URL(`../../bench-out/traffic-${records}`, import.meta.url));
const file = `${folder}/cdrs.ndjson`;

if (!existsSync(file)) {
  mkdirSync(folder, { recursive: true });
  writeSimulation(folder, benchPreset({ records, seed: 1 }));
}

const reference = run('json-parse');
print('stage', 'records/s', 'ratio', 'CPU s', 'peak MB');
for (const [name, title] of STAGES) {
  const figures = name === 'json-parse' ? reference : run(name);
  const ratio = figures.records / figures.seconds / (reference.records / reference.seconds);
  print(
    title,
    Math.round(figures.records / figures.seconds).toLocaleString('en'),
    ratio.toFixed(2),
    figures.cpuSeconds.toFixed(1),
    String(figures.peakMb),
  );
}
const again = run('json-parse');
process.stdout.write(
  `\nJSON.parse alone once more at the end: ${(reference.seconds / again.seconds).toFixed(2)} of its first speed; the nearer to 1, the quieter the machine\n`,
);

function run(stage: string): Figures {
  const script = fileURLToPath(new URL('stages.ts', import.meta.url));
  const child = spawnSync(process.execPath, [script, stage, file], {
    stdio: ['ignore', 'pipe', stage === 'replay' ? 'inherit' : 'ignore'],
    encoding: 'utf8',
  });
  if (child.status !== 0) throw new Error(`stage ${stage} failed: run it alone to see why`);
  return JSON.parse(child.stdout) as Figures;
}

function print(title: string, ...figures: string[]): void {
  process.stdout.write(
    `${title.padEnd(36)}${figures.map((figure) => figure.padStart(12)).join('')}\n`,
  );
}
