import {
  benchPreset,
  cases,
  demoPreset,
  directory,
  evaluationPreset,
  labels,
  type SettingName,
  type SimulationOptions,
  settingNames,
  simulate,
  toLine,
} from '@sekisho/simulator';
import { Command, InvalidArgumentError, Option } from 'commander';
import { Progress } from '../progress.ts';
import { OutputFile } from '../replay/output-files.ts';
import { UsageError } from '../usage-error.ts';

interface Flags {
  out: string;
  seed: number;
  records?: number;
  preset?: 'demo' | 'evaluation';
  subscribers?: number;
  days?: number;
  setting?: SettingName;
  stopsOnly?: true;
}

export function simulateCommand(): Command {
  return new Command('simulate')
    .requiredOption('--out <dir>', 'folder for the four files')
    .option('--seed <number>', 'the same seed makes the same traffic', wholeNumber, 1)
    .option(
      '--records <number>',
      'so many records of stops alone; default the week of the demo',
      wholeNumber,
    )
    .addOption(
      new Option(
        '--preset <name>',
        'evaluation: three hard weeks with faults, lawful cases and every attack; default demo',
      ).choices(['demo', 'evaluation']),
    )
    .option('--subscribers <number>', 'of the evaluation; default 4700', subscriberCount)
    .option('--days <number>', 'of the evaluation; default 21', wholeNumber)
    .addOption(
      new Option('--setting <name>', 'distributions that the evaluation draws from').choices(
        settingNames,
      ),
    )
    .option('--stops-only', 'no start and interim records')
    .action((flags: Flags) => writeSimulation(flags.out, optionsOf(flags)));
}

function optionsOf({ seed, records, preset, stopsOnly, ...flags }: Flags): SimulationOptions {
  const { subscribers, days, setting } = flags;
  if (preset !== 'evaluation') refuse({ subscribers, days, setting }, '--preset evaluation');
  if (records !== undefined) {
    if (preset !== undefined) throw new UsageError('--records and --preset: name one of them');
    return benchPreset({ records, seed });
  }
  const options =
    preset === 'evaluation'
      ? evaluationPreset(seed, {
          ...(subscribers === undefined ? {} : { subscribers }),
          ...(days === undefined ? {} : { days }),
          ...(setting === undefined ? {} : { setting }),
        })
      : demoPreset(seed);
  return stopsOnly ? { ...options, startEvents: false, interims: false } : options;
}

function refuse(flags: Record<string, unknown>, where: string): void {
  const named = Object.keys(flags).find((name) => flags[name] !== undefined);
  if (named !== undefined) throw new UsageError(`--${named} belongs to ${where}`);
}

/** Writes the traffic, its labels, its lawful cases and its directory into a folder. */
export function writeSimulation(out: string, options: SimulationOptions): void {
  const progress = new Progress('simulate');
  writeAll(out, 'cdrs.ndjson', lines(options), progress);
  writeAll(out, 'labels.ndjson', labels(options));
  writeAll(out, 'cases.ndjson', cases(options));
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

// So many have lines of their own in the simulated numbering.
const MOST_SUBSCRIBERS = 600_000;

function subscriberCount(text: string): number {
  const count = wholeNumber(text);
  if (count > MOST_SUBSCRIBERS) {
    throw new InvalidArgumentError(`write a number of at most ${MOST_SUBSCRIBERS}.`);
  }
  return count;
}
