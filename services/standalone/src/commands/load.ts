import { checkPaths } from '@sekisho/collector';
import { loadNumbering, loadRuleSet } from '@sekisho/reference';
import { Command } from 'commander';
import { openDataFolder } from '../data-folder.ts';
import { loadHistory } from '../load/load-history.ts';
import { readDirectoryOf } from '../load/read-directory-of.ts';
import { Progress } from '../progress.ts';
import { addReadingFlags, leftOut, type ReadingFlags, readingOf } from './reading-flags.ts';

interface LoadFlags extends ReadingFlags {
  history: true;
  data: string;
  rates?: string;
  dialPlan?: string;
  directory?: string;
}

export function loadCommand(): Command {
  const command = new Command('load')
    .argument('<file...>', 'call detail records; - is standard input; gzip is unpacked')
    .requiredOption(
      '--history',
      'that they are of the past: no window counts them, nobody is barred',
    )
    .requiredOption('--data <dir>', 'data folder of sekisho start, made if need be');
  return addReadingFlags(command)
    .option('--rates <file>', 'rate deck; default the example deck')
    .option('--dial-plan <name>', 'jp, e164-00, nanp or a file; default jp')
    .option('--directory <file>', 'directory of subscribers (CSV); default the imported one')
    .action(load);
}

async function load(files: readonly string[], flags: LoadFlags): Promise<void> {
  const numbering = loadNumbering(flags);
  const reading = readingOf(files, flags, numbering);
  await checkPaths(files);
  const progress = new Progress('load');
  let skipped = 0;
  const folder = await openDataFolder(flags.data);
  try {
    const summary = await loadHistory({
      files,
      data: flags.data,
      reading: { ...reading, onSkipped: (count) => (skipped += count) },
      numbering,
      ruleSet: loadRuleSet(),
      directory: await readDirectoryOf(flags, numbering),
      folder,
      onProgress: (records) => progress.show(records),
    });
    if (skipped > 0) progress.tell(leftOut(skipped));
    process.stdout.write(`${JSON.stringify(summary)}\n`);
  } finally {
    progress.end();
    await folder.close();
  }
}
