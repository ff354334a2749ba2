import { loadNumbering, type NumberingFiles } from '@sekisho/reference/numbering';
import { Command } from 'commander';
import { linesOf } from '../lines-of.ts';
import { standardInput } from '../standard-input.ts';

export function numberCommand(): Command {
  return new Command('number')
    .argument('[number...]', 'as dialled; without any, one a line from standard input')
    .option('--dial-plan <name>', 'jp, e164-00, nanp or a file; default jp')
    .option('--rates <file>', 'rate deck; default the example deck')
    .action(async (numbers: string[], files: NumberingFiles) => {
      const numbering = loadNumbering(files);
      for await (const raw of numbers.length > 0 ? numbers : linesOf(standardInput())) {
        process.stdout.write(`${JSON.stringify(numbering.describe(raw))}\n`);
      }
    });
}
