import { Command } from 'commander';
import { amount, seeds, upTo } from '../evaluate/flags.ts';
import { checkFlags, type FitFlags, settings } from '../fit/flags.ts';
import { fitReport } from '../fit/report.ts';
import { runFit } from '../fit/run-fit.ts';
import { openWeightsFile } from '../fit/write-weights.ts';
import { addReadingFlags } from './reading-flags.ts';

// More in one process would take days.
const MOST_SUBSCRIBERS = 200_000;
const MOST_DAYS = 400;

export function fitCommand(): Command {
  const command = new Command('fit')
    .requiredOption('--out <file>', 'file of weights to write (JSON)')
    .option('--seeds <seeds>', 'of simulated traffic, as 1-4; default 1-4 without records', seeds)
    .option('--held-out <seeds>', 'measure on these, which are not fitted on', seeds)
    .option('--settings <settings>', 'of the simulated traffic: standard, other', settings, [
      'standard',
    ])
    .option('--subscribers <number>', 'of each seed; default 4700', upTo(MOST_SUBSCRIBERS))
    .option('--days <number>', 'of each seed; default 21', upTo(MOST_DAYS))
    .option(
      '--false-per-100000 <number>',
      'false restrictions per 100,000 subscriber-days that are borne',
      amount,
      15,
    )
    .option('--rules <file>', 'rule set whose weights are in force; default the one that ships')
    .option('--records <file...>', 'fit on records of your own too')
    .option('--labels <file>', 'their attacks, as sekisho verdicts --labels writes them')
    .option('--cases <file>', 'their lawful cases, as sekisho verdicts --cases writes them')
    .option('--directory <file>', 'directory of subscribers (CSV)')
    .option('--rates <file>', 'rate deck; default the example deck')
    .option('--dial-plan <name>', 'jp, e164-00, nanp or a file; default jp');
  return addReadingFlags(command).action(run);
}

async function run(flags: FitFlags): Promise<void> {
  checkFlags(flags);
  const write = openWeightsFile(flags.out);
  const weights = await runFit(flags);
  write(weights);
  process.stdout.write(fitReport(weights, flags.out));
}
