import { join } from 'node:path';
import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command, Option } from 'commander';
import { openStoreOf } from '../backtest/open-history.ts';
import { readEnvironment } from '../env.ts';
import { monthCsv } from '../monthly/csv.ts';
import { monthFigures, type ServiceFigures } from '../monthly/figures.ts';
import { monthMarkdown } from '../monthly/markdown.ts';
import { type Month, monthOf } from '../monthly/month.ts';
import { readMonth } from '../monthly/read-month.ts';
import { type Language, languageOf } from '../terminal/language.ts';
import { makeFolder, writeText } from '../verdicts/write-lines.ts';

interface ReportFlags {
  month: string;
  timeZone: string;
  format: 'markdown' | 'csv';
  language?: Language;
  out?: string;
  data?: string;
}

export function reportCommand(env: EnvironmentVariables): Command {
  return new Command('report')
    .requiredOption('--month <month>', 'such as 2026-10')
    .option('--time-zone <zone>', 'whose clocks the month goes by', 'Asia/Tokyo')
    .addOption(
      new Option('--format <name>', 'of what is printed')
        .choices(['markdown', 'csv'])
        .default('markdown'),
    )
    .addOption(new Option('--language <name>', 'default by LANG').choices(['ja', 'en']))
    .option('--out <dir>', 'write report-2026-10.ja.md, .en.md and .csv there instead')
    .option('--data <dir>', 'data folder of sekisho start')
    .addHelpText(
      'after',
      '\nEnvironment, without --data:\n  CLICKHOUSE_URL       http://user:password@host:port\n' +
        '  CLICKHOUSE_DATABASE  default sekisho\n',
    )
    .action((flags: ReportFlags) => report(flags, env));
}

async function report(flags: ReportFlags, env: EnvironmentVariables): Promise<void> {
  const month = monthOf(flags.month, flags.timeZone);
  const engine = await openStoreOf(flags, env);
  const rows = await readMonth(engine, month).finally(() => engine.close());
  const figures = monthFigures(rows, Date.now());
  if (flags.out !== undefined) return writeAll(flags.out, month, figures);
  const language = flags.language ?? languageOf(readEnvironment(process.env).lang);
  process.stdout.write(
    flags.format === 'csv' ? monthCsv(month, figures) : monthMarkdown(month, figures, language),
  );
}

function writeAll(dir: string, month: Month, figures: readonly ServiceFigures[]): void {
  makeFolder('--out', dir);
  const texts = {
    'ja.md': monthMarkdown(month, figures, 'ja'),
    'en.md': monthMarkdown(month, figures, 'en'),
    csv: monthCsv(month, figures),
  };
  for (const [ending, text] of Object.entries(texts)) {
    const file = join(dir, `report-${month.name}.${ending}`);
    writeText('--out', file, text);
    process.stdout.write(`${file}\n`);
  }
}
