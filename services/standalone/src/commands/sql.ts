import { Command } from 'commander';
import { openExistingEngine } from '../data-folder.ts';

export function sqlCommand(): Command {
  return new Command('sql')
    .description('run a query on the embedded store')
    .argument('<query>', 'views: call, alert, restriction, alert_call')
    .requiredOption('--data <dir>', 'the folder that replay --data kept')
    .option('--format <format>', 'as ClickHouse names it, e.g. JSONEachRow', 'PrettyCompact')
    .action(async (query: string, { data, format }: { data: string; format: string }) => {
      const engine = await openExistingEngine(data);
      try {
        process.stdout.write(await engine.text(query, format));
      } finally {
        await engine.close();
      }
    });
}
