import { formatTime } from '@sekisho/cdr';
import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import { openStoreOf } from '../backtest/open-history.ts';
import { spanOf } from '../backtest/span.ts';
import { readDifference } from '../candidate/read-difference.ts';
import { differenceReport } from '../candidate/report.ts';
import { summaryOf } from '../candidate/summary.ts';
import { readEnvironment } from '../env.ts';
import { languageOf } from '../terminal/language.ts';

interface CandidateFlags {
  since: string;
  until?: string;
  data?: string;
  json?: boolean;
}

export function candidateCommand(env: EnvironmentVariables): Command {
  return new Command('candidate')
    .option('--since <time>', 'so long ago, or a time such as 2026-08-01', '7d')
    .option('--until <time>', 'likewise; default now')
    .option('--data <dir>', 'data folder of sekisho start --candidate-rules')
    .option('--json', 'for programs, with each run of suspicion')
    .addHelpText(
      'after',
      '\nEnvironment, without --data:\n  CLICKHOUSE_URL       http://user:password@host:port\n' +
        '  CLICKHOUSE_DATABASE  default sekisho\n',
    )
    .action((flags: CandidateFlags) => candidate(flags, env));
}

async function candidate(flags: CandidateFlags, env: EnvironmentVariables): Promise<void> {
  const span = spanOf(flags, Date.now());
  const engine = await openStoreOf(flags, env);
  try {
    const rows = await readDifference(engine, span);
    const told = { since: formatTime(span.from), until: formatTime(span.until) };
    process.stdout.write(
      flags.json === true
        ? `${JSON.stringify({ ...told, ...summaryOf(rows), rows })}\n`
        : differenceReport(rows, span, languageOf(readEnvironment(process.env).lang)),
    );
  } finally {
    await engine.close();
  }
}
