import { isQuestion } from '@sekisho/clickhouse';
import { Command } from 'commander';
import { openOrReach } from '../control/open-or-reach.ts';
import { UsageError } from '../usage-error.ts';

export function sqlCommand(): Command {
  return new Command('sql')
    .argument('<query>', 'views: call, alert, restriction, alert_call, destination_case')
    .requiredOption('--data <dir>', 'data folder of start, or the one that replay --data kept')
    .option('--format <format>', 'as ClickHouse names it, e.g. JSONEachRow', 'PrettyCompact')
    .action(async (query: string, { data, format }: { data: string; format: string }) => {
      if (query.trim() === '') throw new UsageError('no query; write one such as SELECT 1');
      if (!isQuestion(query)) {
        throw new UsageError(
          'only questions are answered; write SELECT, SHOW, DESCRIBE or EXPLAIN (records go by their retention)',
        );
      }
      const engine = await openOrReach(data);
      try {
        process.stdout.write(await engine.text(query, format));
      } finally {
        await engine.close();
      }
    });
}
