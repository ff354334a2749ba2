import { writeFileSync } from 'node:fs';
import { checkPaths, loadMapping } from '@sekisho/collector';
import { loadNumbering, type NumberingFiles } from '@sekisho/reference';
import { Command, InvalidArgumentError } from 'commander';
import { findOut } from '../inspect/find-out.ts';
import { IncompleteProposalError } from '../inspect/incomplete-proposal-error.ts';
import { readSample } from '../inspect/read-sample.ts';
import { type Findings, mappingFileText, reportText } from '../inspect/report.ts';
import { standardInput } from '../standard-input.ts';
import { UsageError } from '../usage-error.ts';
import { checkReadingFlags } from './reading-flags.ts';

interface InspectFlags extends NumberingFiles {
  mapping?: string;
  source?: string;
  timeZone?: string;
  rows: number;
  save?: string;
  json?: boolean;
  showNumbers?: boolean;
}

export function inspectCommand(): Command {
  return new Command('inspect')
    .argument('<file>', 'call detail records; - is standard input; gzip is unpacked')
    .option('--mapping <file>', 'show the rows as this mapping (YAML) reads them')
    .option('--source <name>', 'the switch that wrote the file')
    .option('--time-zone <zone>', 'of times that name none; default Asia/Tokyo')
    .option('--dial-plan <name>', 'jp, e164-00, nanp or a file; default jp')
    .option('--rates <file>', 'rate deck; default the example deck')
    .option('--rows <number>', 'rows to show', wholeNumber, 20)
    .option('--show-numbers', 'show numbers in full; default masked')
    .option('--save <file>', 'write the proposed mapping to a new file')
    .option('--json', 'one JSON object for programs')
    .action(async (file: string, flags: InspectFlags) => {
      checkFlags(flags);
      await inspectFile(file, flags);
    });
}

async function inspectFile(file: string, flags: InspectFlags): Promise<void> {
  const mapping = flags.mapping === undefined ? undefined : loadMapping(flags.mapping);
  const numbering = loadNumbering(flags);
  await checkPaths([file]);
  const sample = await readSample(file, file === '-' ? standardInput() : process.stdin);
  const found = await findOut(sample, {
    file,
    source: flags.source,
    timeZone: flags.timeZone,
    mapping,
    mappingFile: flags.mapping,
    numbering,
    dialPlan: flags.dialPlan,
    rows: flags.rows,
    showNumbers: flags.showNumbers === true,
    now: Date.now(),
  });
  if (sample.broken !== undefined) process.stderr.write(`sekisho: ${sample.broken}\n`);
  if ('why' in found) {
    if (flags.json === true) tellJson({ file, format: null, mapping: null, why: found.why });
    throw new UsageError(`${file} cannot be read as call records: ${found.why}`);
  }
  tell(found, flags);
  if (found.lacks.length > 0) throw new IncompleteProposalError(found.lacks);
}

function tell(found: Findings, { save, json }: InspectFlags): void {
  const proposed = found.mappingFile === null ? found.mapping : null;
  if (save !== undefined) saveMapping(found, save);
  if (json === true) tellJson(found);
  else if (proposed === null || save !== undefined) process.stdout.write(reportText(found, save));
  else process.stdout.write(mappingFileText(found, proposed));
}

function tellJson(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
}

function saveMapping(found: Findings, save: string): void {
  if (found.mapping === null) {
    throw new UsageError(
      `--save ${save}: ${found.file} is ${found.format} and needs no mapping; leave --save out`,
    );
  }
  try {
    writeFileSync(save, mappingFileText(found, found.mapping, save), { flag: 'wx' });
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    const why = exists ? 'exists already and is kept' : 'cannot be written';
    throw new UsageError(`--save ${save}: ${why}; name another file`, { cause });
  }
}

function checkFlags(flags: InspectFlags): void {
  if (flags.mapping !== undefined && flags.save !== undefined) {
    throw new UsageError('--save writes a proposed mapping; leave it or --mapping out');
  }
  checkReadingFlags(flags);
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('write a whole number such as 20');
  return Number(text);
}
