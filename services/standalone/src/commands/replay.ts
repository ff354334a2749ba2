import { mkdirSync } from 'node:fs';
import { checkPaths, type ReadOptions } from '@sekisho/collector';
import type { Counters } from '@sekisho/detector';
import {
  loadAddressCountries,
  loadDirectory,
  loadNumbering,
  loadRuleSet,
} from '@sekisho/reference';
import { Command } from 'commander';
import { type DataFolder, openDataFolder } from '../data-folder.ts';
import { Progress } from '../progress.ts';
import { destinationsLine } from '../replay/destinations-line.ts';
import { type ReplayResult, runReplay } from '../replay/run-replay.ts';
import { UsageError } from '../usage-error.ts';
import { addReadingFlags, leftOut, type ReadingFlags, readingOf } from './reading-flags.ts';

export interface ReplayFlags extends ReadingFlags {
  out: string;
  rules?: string;
  rates?: string;
  dialPlan?: string;
  directory?: string;
  data?: string;
}

export function replayCommand(): Command {
  const command = new Command('replay')
    .argument('<file...>', 'call detail records; - is standard input; gzip is unpacked')
    .requiredOption('--out <dir>', 'folder for alerts, restrictions, rejected and summary');
  return addReadingFlags(command)
    .option('--rules <file>', 'rule set; default the one that ships')
    .option('--rates <file>', 'rate deck; default the example deck')
    .option('--dial-plan <name>', 'jp, e164-00, nanp or a file; default jp')
    .option('--directory <file>', 'directory of subscribers (CSV)')
    .option('--data <dir>', 'keep the embedded store in this folder')
    .action(async (files: string[], flags: ReplayFlags) => {
      const { summary } = await replay(files, flags, async (result) => result);
      process.stdout.write(`${JSON.stringify(summary)}\n`);
    });
}

/**
 * Checks all that can be wrong before it touches a file of the output. `conclude` sees the result
 * while the store is still open.
 */
export async function replay<T>(
  files: readonly string[],
  flags: ReplayFlags,
  conclude: (result: ReplayResult, folder: DataFolder) => Promise<T>,
): Promise<T> {
  const numbering = loadNumbering(flags);
  const ruleSet = loadRuleSet(flags.rules);
  const directory = loadDirectory(flags.directory, numbering);
  let skipped = 0;
  const reading: ReadOptions = {
    ...readingOf(files, flags, numbering),
    onSkipped: (count) => {
      skipped += count;
    },
  };
  const progress = new Progress('replay');
  await checkPaths(files);
  makeOutputFolder(flags.out);
  const folder = await openDataFolder(flags.data);
  try {
    const onProgress = (records: number) => progress.show(records);
    const { out } = flags;
    const result = await runReplay({
      files,
      out,
      reading,
      numbering,
      ruleSet,
      directory,
      addressCountry: loadAddressCountries(),
      folder,
      onProgress,
    });
    if (skipped > 0) progress.tell(leftOut(skipped));
    const { records, accepted } = result.detector.counters;
    if (records > 0 && accepted === 0) progress.tell(NOTHING_READ);
    for (const note of notesOn(result.detector.counters)) progress.note(note);
    if (result.cases.length > 0) progress.note(destinationsLine(result.cases, flags.data));
    return await conclude(result, folder);
  } finally {
    progress.end();
    await folder.close();
  }
}

const NOTHING_READ =
  'no record could be used; see rejected.ndjson, or sekisho inspect FILE, which proposes how to read it';

function notesOn({ unknownLines, unrated }: Counters): string[] {
  const notes: string[] = [];
  if (unknownLines > 0) {
    notes.push(
      `${unknownLines} records name lines that no --directory knows: each is its own subscriber`,
    );
  }
  if (unrated > 0) notes.push(`${unrated} international records match no row of the rate deck`);
  return notes;
}

function makeOutputFolder(out: string): void {
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    throw new UsageError(`--out ${out}: cannot be made a folder; name another`, { cause: error });
  }
}
