import type { CheckStep } from '@sekisho/enforcer';
import type { Ledger } from '@sekisho/ledger';
import { Command } from 'commander';
import { type Column, table } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';

interface CheckFlags {
  targets: string;
  target?: string;
  identity: string;
  json?: boolean;
}

export function targetCommand(): Command {
  const check = new Command('check')
    .description('bar a test line, read it back, let it run out, release it; on every node')
    .requiredOption('--targets <file>', 'the file of targets, see docs/targets.md')
    .option('--target <name>', 'only this one')
    .option('--identity <line>', 'a line that nobody uses', 'sekisho-check')
    .option('--json', 'a JSON object a line, for programs')
    .action(async (flags: CheckFlags) => {
      const steps: CheckStep[] = [];
      for await (const step of checkAll(flags)) {
        steps.push(step);
        if (flags.json === true) process.stdout.write(`${JSON.stringify(step)}\n`);
      }
      if (flags.json !== true) process.stdout.write(`${table(COLUMNS, steps)}\n`);
      const failed = steps.find(({ isDone }) => !isDone);
      if (failed !== undefined) {
        throw new Error(`${failed.where} ${failed.step}: ${failed.seen}`);
      }
    });
  return new Command('target').addCommand(check);
}

async function* checkAll({ targets: file, target: only, identity }: CheckFlags) {
  // Loaded only when it is run.
  const { checkTarget, openTarget, readTargetsFile } = await import('@sekisho/enforcer');
  const { createLog } = await import('@sekisho/runtime');
  const settings = Object.entries(readTargetsFile(file).targets);
  const named = settings.filter(([name]) => only === undefined || name === only);
  if (named.length === 0) throw new UsageError(`--target ${only}: ${file} has no such target`);
  const now = Date.now;
  const linesOf = async () => [];
  for (const [name, of] of named) {
    if (of.kind === 'manual' || of.kind === 'dry-run') continue;
    const target = openTarget(name, of, {
      ledger: NO_LEDGER,
      linesOf,
      log: createLog('target'),
      now,
    });
    try {
      yield* checkTarget(target, { identity, now });
    } finally {
      target.close();
    }
  }
}

const COLUMNS: readonly Column<CheckStep>[] = [
  { title: 'where', align: 'left', value: ({ where }) => where },
  { title: 'step', align: 'left', value: ({ step }) => step },
  { title: '', align: 'left', value: ({ isDone }) => (isDone ? 'ok' : 'FAILED') },
  { title: 'seen', align: 'left', value: ({ seen }) => seen },
];

const unasked = () => Promise.reject(new Error('a check asks no ledger'));
const NO_LEDGER: Ledger = { run: unasked, transaction: unasked, close: async () => undefined };
