import {
  benchPreset,
  demoPreset,
  directory,
  labels,
  type SimulationOptions,
  simulate,
  toLine,
} from '@sekisho/simulator';
import { Command, InvalidArgumentError } from 'commander';
import { Progress } from '../progress.ts';
import { OutputFile } from '../replay/output-files.ts';

export function simulateCommand(): Command {
  return new Command('simulate')
    .description('make labelled traffic with attacks: cdrs.ndjson, labels.ndjson, directory.csv')
    .requiredOption('--out <dir>', 'folder for the three files')
    .option('--seed <number>', 'the same seed makes the same traffic', wholeNumber, 1)
    .option(
      '--records <number>',
      'so many records of stops alone; default the week of the demo',
      wholeNumber,
    )
    .action(({ out, seed, records }: { out: string; seed: number; records?: number }) => {
      writeSimulation(
        out,
        records === undefined ? demoPreset(seed) : benchPreset({ records, seed }),
      );
    });
}

/** Writes the traffic, its labels and its directory into a folder. */
export function writeSimulation(out: string, options: SimulationOptions): void {
  const progress = new Progress('simulate');
  writeAll(out, 'cdrs.ndjson', lines(options), progress);
  writeAll(out, 'labels.ndjson', labels(options));
  writeAll(out, 'directory.csv', directory(options));
  progress.end();
}

function* lines(options: SimulationOptions): Generator<string> {
  for (const { record } of simulate(options)) yield toLine(record);
}

function writeAll(out: string, name: string, content: Iterable<string>, progress?: Progress): void {
  const file = new OutputFile(out, name);
  let written = 0;
  for (const line of content) {
    file.write(line);
    if (++written % 1000 === 0) progress?.show(written);
  }
  file.publish();
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError('write a whole number above 0.');
  return Number(text);
}
