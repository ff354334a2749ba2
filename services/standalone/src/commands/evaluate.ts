import { Command, Option } from 'commander';
import { amount, checkFlags, type EvaluateFlags, seeds, upTo } from '../evaluate/flags.ts';
import { openOutputs } from '../evaluate/outputs.ts';
import { runEvaluation } from '../evaluate/run-evaluation.ts';
import { addReadingFlags } from './reading-flags.ts';

// More in one process would take days.
const MOST_SUBSCRIBERS = 200_000;
const MOST_DAYS = 400;

export function evaluateCommand(): Command {
  const command = new Command('evaluate')
    .option('--seeds <seeds>', 'of simulated traffic, as 1-3 or 1,4,7; default 1-3', seeds)
    .option('--tune-seeds <seeds>', 'choose a score to restrict at on these', seeds)
    .option(
      '--most-false <number>',
      'false restrictions per 100,000 subscriber-days that a chosen score may cost',
      amount,
      20,
    )
    .option('--subscribers <number>', 'of each seed; default 4700', upTo(MOST_SUBSCRIBERS))
    .option('--days <number>', 'of each seed; default 21', upTo(MOST_DAYS))
    .addOption(
      new Option('--setting <setting>', 'distributions of the simulated traffic')
        .choices(['standard', 'other'])
        .default('standard'),
    )
    .option('--stops-only', 'simulate switches that write stops alone')
    .option('--stops-only-too', 'also what the same traffic comes to with such switches')
    .option('--records <file...>', 'evaluate on records of your own')
    .option('--labels <file>', 'their attacks, as sekisho simulate writes them')
    .option('--cases <file>', 'their lawful cases that look like attacks')
    .option('--directory <file>', 'directory of subscribers (CSV)')
    .option('--rates <file>', 'rate deck; default the example deck')
    .option('--dial-plan <name>', 'jp, e164-00, nanp or a file; default jp');
  return addReadingFlags(command)
    .option('--rules <file>', 'rule set; default the one that ships')
    .option('--baselines', 'compare with four simple detectors')
    .option(
      '--in-operation',
      'also as if its restrictions were in force: refused calls are no evidence',
    )
    .option('--ablation', 'also without each group of evidence and of rules')
    .option('--out <dir>', 'folder for evaluation.json and evaluation.html')
    .option('--document <file>', 'also write the tables as Markdown, plots beside it')
    .action(run);
}

async function run(flags: EvaluateFlags): Promise<void> {
  checkFlags(flags);
  const outputs = openOutputs(flags);
  const result = await runEvaluation(flags);
  outputs.write(result);
}
