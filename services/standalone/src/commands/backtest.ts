import { mkdirSync } from 'node:fs';
import { loadNumbering, loadRuleSet } from '@sekisho/reference';
import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import { withHistory } from '../backtest/open-history.ts';
import { backtestReport } from '../backtest/report.ts';
import { runBacktest } from '../backtest/run-backtest.ts';
import { spanOf } from '../backtest/span.ts';
import { writeBacktest } from '../backtest/write-backtest.ts';
import { readEnvironment } from '../env.ts';
import { Progress } from '../progress.ts';
import { languageOf } from '../terminal/language.ts';
import { UsageError } from '../usage-error.ts';

interface BacktestFlags {
  rules: string;
  against?: string;
  since: string;
  until?: string;
  data?: string;
  directory?: string;
  rates?: string;
  dialPlan?: string;
  out?: string;
  json?: boolean;
}

export function backtestCommand(env: EnvironmentVariables): Command {
  return new Command('backtest')
    .requiredOption('--rules <file>', 'the rule set that is proposed')
    .option('--against <file>', 'the rules in force; default the ones that ship')
    .option('--since <time>', 'so long ago, or a time such as 2026-08-01', '90d')
    .option('--until <time>', 'likewise; default now')
    .option('--data <dir>', 'data folder of start, or the one that replay --data kept')
    .option('--directory <file>', 'directory of subscribers (CSV); default the imported one')
    .option('--rates <file>', 'rate deck of the calls that were up; default the example deck')
    .option('--dial-plan <name>', 'jp, e164-00, nanp or a file; default jp')
    .option('--out <dir>', 'folder for backtest.json and subscribers.ndjson')
    .option('--json', 'backtest.json on standard output, for programs')
    .addHelpText(
      'after',
      '\nEnvironment, without --data:\n  CLICKHOUSE_URL       http://user:password@host:port\n' +
        '  CLICKHOUSE_DATABASE  default sekisho\n  DATABASE_URL         where the directory is; optional\n',
    )
    .action((flags: BacktestFlags) => backtest(flags, env));
}

async function backtest(flags: BacktestFlags, env: EnvironmentVariables): Promise<void> {
  const { out, json } = flags;
  const span = spanOf(flags, Date.now());
  const candidate = loadRuleSet(flags.rules);
  const inForce = loadRuleSet(flags.against);
  const numbering = loadNumbering(flags);
  if (out !== undefined) makeFolder(out);
  const progress = new Progress('backtest');
  try {
    const onProgress = (records: number) => progress.show(records);
    const result = await withHistory(flags, env, numbering, (history) =>
      runBacktest({ ...history, numbering, candidate, inForce, span, onProgress }),
    );
    if (out !== undefined) writeBacktest(out, result);
    const language = languageOf(readEnvironment(process.env).lang);
    progress.end();
    process.stdout.write(
      json === true ? `${JSON.stringify(result.summary)}\n` : backtestReport(result, language),
    );
  } finally {
    progress.end();
  }
}

function makeFolder(out: string): void {
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    throw new UsageError(`--out ${out}: cannot be made a folder; name another`, { cause: error });
  }
}
