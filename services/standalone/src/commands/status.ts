import type { ActualBars } from '@sekisho/enforcer';
import type { Restriction } from '@sekisho/ledger';
import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import { withOperations } from '../control/open-operations.ts';
import { readEnvironment } from '../env.ts';
import { barsReport, statusReport } from '../status/report.ts';
import { languageOf } from '../terminal/language.ts';
import { addWhere, type Where } from './where.ts';

export function statusCommand(env: EnvironmentVariables): Command {
  return new Command('status')
    .requiredOption('--data <dir>', 'its data folder')
    .option('--json', 'for programs')
    .action(async ({ data, json }: { data: string; json?: boolean }) => {
      const status = await withOperations(data, env, (operations) => operations.status());
      const language = languageOf(readEnvironment(process.env).lang);
      process.stdout.write(
        json === true ? `${JSON.stringify(status)}\n` : statusReport(status, language),
      );
    });
}

interface BarsFlags extends Where {
  all?: boolean;
  json?: boolean;
}

export function barsCommand(env: EnvironmentVariables): Command {
  return addWhere(new Command('bars'))
    .option('--all', 'also shadows, and those that ended in the last 24 h')
    .option('--json', 'a JSON object a line, for programs')
    .action(async ({ data, all, json }: BarsFlags) => {
      const of = all === true ? 'all' : 'live';
      const { bars, actual } = await withOperations(data, env, async (operations) => ({
        bars: await operations.bars(of),
        actual: await operations.actual(),
      }));
      const language = languageOf(readEnvironment(process.env).lang);
      process.stdout.write(
        json === true
          ? bars.map((bar) => lineOf(bar, actual)).join('')
          : barsReport(bars, actual, language),
      );
    });
}

function lineOf(restriction: Restriction, { held, problem }: ActualBars): string {
  const { restrictionId, alertId, service, subscriber, kind, scope, state, reason } = restriction;
  const { decidedBy, severity, score, rules } = restriction;
  const at = new Date(restriction.at).toISOString();
  const until = new Date(restriction.until).toISOString();
  const shown = { restrictionId, alertId, service, subscriber, kind, scope, state, reason };
  const entry = held.find(({ key }) => key === restrictionId);
  const actual = {
    actual: problem === null ? entry !== undefined : null,
    actualUntil: entry === undefined ? null : new Date(entry.until).toISOString(),
  };
  const told = { ...shown, decidedBy, at, until, severity, score, rules, ...actual };
  return `${JSON.stringify(told)}\n`;
}
