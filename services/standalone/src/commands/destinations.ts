import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import { openStoreOf } from '../control/open-store.ts';
import { type DestinationCase, readDestinationCases } from '../destinations/read-cases.ts';
import { destinationsReport } from '../destinations/report.ts';
import { readEnvironment } from '../env.ts';
import { languageOf } from '../terminal/language.ts';

interface DestinationsFlags {
  data?: string;
  all?: boolean;
  json?: boolean;
}

export function destinationsCommand(env: EnvironmentVariables): Command {
  return new Command('destinations')
    .option(
      '--data <dir>',
      'data folder of start or replay; without it CLICKHOUSE_URL names the store',
    )
    .option('--all', 'also those that are over')
    .option('--json', 'a JSON object a line, for programs')
    .addHelpText(
      'after',
      '\nEnvironment, without --data:\n  CLICKHOUSE_URL       http://user:password@host:port\n  CLICKHOUSE_DATABASE  default sekisho\n',
    )
    .action(async ({ data, all = false, json = false }: DestinationsFlags) => {
      const cases = await casesOf(data, all, env);
      const language = languageOf(readEnvironment(process.env).lang);
      process.stdout.write(
        json ? cases.map(lineOf).join('') : destinationsReport(cases, all, language),
      );
    });
}

async function casesOf(
  data: string | undefined,
  isAll: boolean,
  env: EnvironmentVariables,
): Promise<DestinationCase[]> {
  const engine = await openStoreOf(data, env);
  try {
    return await readDestinationCases(engine, isAll ? undefined : Date.now());
  } finally {
    await engine.close();
  }
}

function lineOf({ openedAt, lastAt, endsAt, ...rest }: DestinationCase): string {
  const [opened, last, ends] = [openedAt, lastAt, endsAt].map((at) => new Date(at).toISOString());
  return `${JSON.stringify({ ...rest, openedAt: opened, lastAt: last, endsAt: ends })}\n`;
}
