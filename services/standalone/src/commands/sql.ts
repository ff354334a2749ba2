import { isQuestion } from '@sekisho/clickhouse';
import { Command } from 'commander';
import { openOrReach } from '../control/open-or-reach.ts';
import { readEnvironment } from '../env.ts';
import { questionList } from '../questions/question-list.ts';
import { type QuestionFlags, questionSql } from '../questions/question-sql.ts';
import { languageOf } from '../terminal/language.ts';
import { UsageError } from '../usage-error.ts';

interface SqlFlags extends Partial<QuestionFlags> {
  questions?: true;
  data?: string;
  format: string;
}

export function sqlCommand(): Command {
  return new Command('sql')
    .argument('[query]', 'views: call, alert, restriction, alert_call, destination_case')
    .option('--data <dir>', 'data folder of start, or the one that replay --data kept')
    .option('--format <format>', 'as ClickHouse names it, e.g. JSONEachRow', 'PrettyCompact')
    .option('--questions', 'list the questions of the dashboards')
    .option('--question <name>', 'ask one of them')
    .option('--since <time>', 'of a question: so long ago, or a time such as 2026-08-01')
    .option('--until <time>', 'of a question: likewise; default now')
    .option('--service <name>', 'of a question: this service alone')
    .action(async (query: string | undefined, flags: SqlFlags) => {
      if (flags.questions === true) {
        process.stdout.write(questionList(languageOf(readEnvironment(process.env).lang)));
        return;
      }
      await answer(sqlOf(query, flags), flags);
    });
}

function sqlOf(query: string | undefined, flags: SqlFlags): string {
  const { question, since, until, service } = flags;
  if (question !== undefined) {
    if (query === undefined) return questionSql({ ...flags, question }, Date.now());
    throw new UsageError('--question beside a query; leave one of them');
  }
  if (since !== undefined || until !== undefined || service !== undefined) {
    throw new UsageError('--since, --until and --service are of a question; give --question too');
  }
  if (query === undefined || query.trim() === '') {
    throw new UsageError('no query; write one such as SELECT 1, or name a --question');
  }
  if (isQuestion(query)) return query;
  throw new UsageError(
    'only questions are answered; write SELECT, SHOW, DESCRIBE or EXPLAIN (records go by their retention)',
  );
}

async function answer(sql: string, { data, format }: SqlFlags): Promise<void> {
  if (data === undefined) throw new UsageError('no data folder; name it by --data DIR');
  const engine = await openOrReach(data);
  try {
    process.stdout.write(await engine.text(sql, format));
  } finally {
    await engine.close();
  }
}
